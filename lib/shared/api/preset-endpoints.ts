import * as z from 'zod/mini'
import { entrySchema } from '../metadata/entry-schemas'
import { PRESET_LIMITS, presetSchema } from '../presets/preset'
import type { Endpoint } from './endpoint'

const nameSchema = z.string().check(z.maxLength(2 * PRESET_LIMITS.nameCharacters))
const entriesSchema = z.array(entrySchema)
const presetResponse = z.object({ preset: presetSchema })

const listPresets = {
  method: 'GET',
  path: '/api/presets',
  action: 'presets.read',
  /** Sorted by name. */
  response: z.object({ presets: z.array(presetSchema) }),
} as const satisfies Endpoint

const addPreset = {
  method: 'POST',
  path: '/api/presets',
  action: 'presets.write',
  body: z.strictObject({ name: nameSchema, entries: entriesSchema }),
  response: presetResponse,
  status: () => 201,
} as const satisfies Endpoint

/** 409 `preset.changed` unless `version` is the current one. */
const changePreset = {
  method: 'PATCH',
  path: '/api/presets/{id}',
  action: 'presets.write',
  body: z.strictObject({ version: z.int(), name: nameSchema, entries: entriesSchema }),
  response: presetResponse,
} as const satisfies Endpoint

/** The history keeps the name of a deleted preset. */
const deletePreset = {
  method: 'DELETE',
  path: '/api/presets/{id}',
  action: 'presets.write',
  response: z.object({ done: z.literal(true) }),
} as const satisfies Endpoint

export const presetEndpoints = { listPresets, addPreset, changePreset, deletePreset } as const

type Endpoints = typeof presetEndpoints
export type PresetResponses = { [Name in keyof Endpoints]: z.infer<Endpoints[Name]['response']> }
export type NewPreset = z.infer<typeof addPreset.body>
