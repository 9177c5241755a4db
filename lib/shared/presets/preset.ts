import * as z from 'zod/mini'
import { entrySchema } from '../metadata/entry-schemas'

export const PRESET_LIMITS = { presets: 200, nameCharacters: 100 } as const

const personSchema = z.object({ id: z.string(), name: z.string() })

/**
 * A named set of entries. `version` grows with each change; `uses` counts the saves with an effect
 * that were made with it; times are ISO 8601.
 */
export const presetSchema = z.object({
  id: z.string(),
  name: z.string(),
  entries: z.array(entrySchema),
  version: z.number(),
  uses: z.number(),
  updatedAt: z.string(),
  updatedBy: personSchema,
})
export type Preset = z.infer<typeof presetSchema>

/** The preset that changes were made with; the name of that moment, null if it was deleted. */
export const usedPresetSchema = z.object({ id: z.string(), name: z.nullable(z.string()) })
export type UsedPreset = z.infer<typeof usedPresetSchema>
