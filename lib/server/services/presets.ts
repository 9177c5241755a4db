import 'server-only'
import type { NewPreset, PresetResponses } from '@/lib/shared/api/preset-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import { CHANGE_ID } from '@/lib/shared/changes/change'
import { validateRoom } from '@/lib/shared/metadata/metadata-rules'
import { PRESET_LIMITS } from '@/lib/shared/presets/preset'
import { type Actor, authorize } from '../auth/authorize'
import { assertSafeName } from '../auth/person-details'
import type { Presets } from '../db/repositories/presets/presets'
import type { Log } from '../runtime/log'
import { assertValidEntries } from './change-rules'

export type PresetsDeps = { actor: Actor; presets: Presets; log: Log; ref: string }

/** All presets, sorted by name. */
export async function listPresets(deps: PresetsDeps): Promise<PresetResponses['listPresets']> {
  authorize(deps, 'presets.read')
  return { presets: await deps.presets.list() }
}

/**
 * Throws `preset.exists`, `preset.too-many`, `request.malformed` for a name that is empty, too long
 * or misleading, `changes.empty`, and the problems of entries that no room can hold.
 */
export async function addPreset(
  deps: PresetsDeps,
  input: NewPreset,
): Promise<PresetResponses['addPreset']> {
  const author = toAuthor(authorize(deps, 'presets.write'))
  const preset = await deps.presets.add(assertValid(input), author)
  deps.log.info({ event: 'preset-added', ref: deps.ref, preset: preset.id, by: author.by.id })
  return { preset }
}

/** Throws the problems of {@link addPreset}, `preset.changed` and `request.not-found`. */
export async function changePreset(
  deps: PresetsDeps,
  { id, version, ...input }: NewPreset & { id: string; version: number },
): Promise<PresetResponses['changePreset']> {
  const author = toAuthor(authorize(deps, 'presets.write'))
  const valid = assertValid(input)
  const preset = CHANGE_ID.test(id) ? await deps.presets.change(id, version, valid, author) : null
  if (!preset) throw new Problem('request.not-found')
  deps.log.info({ event: 'preset-changed', ref: deps.ref, preset: id, by: author.by.id })
  return { preset }
}

/** Throws `request.not-found`. */
export async function deletePreset(
  deps: PresetsDeps,
  { id }: { id: string },
): Promise<PresetResponses['deletePreset']> {
  const author = toAuthor(authorize(deps, 'presets.write'))
  const isDeleted = CHANGE_ID.test(id) && (await deps.presets.delete(id, author))
  if (!isDeleted) throw new Problem('request.not-found')
  deps.log.info({ event: 'preset-deleted', ref: deps.ref, preset: id, by: author.by.id })
  return { done: true }
}

const toAuthor = ({ id, name }: Actor) => ({ source: 'console' as const, by: { id, name } })

/** What one room can hold: a preset beyond that could never be saved. */
function assertValid({ name, entries }: NewPreset): NewPreset {
  const trimmed = name.trim()
  assertSafeName(trimmed)
  if (trimmed === '' || [...trimmed].length > PRESET_LIMITS.nameCharacters) {
    throw new Problem('request.malformed', { params: { field: 'name' } })
  }
  if (entries.length === 0) throw new Problem('changes.empty')
  assertValidEntries(entries.map(({ key, value }) => ({ key, from: null, to: value })))
  const [exceeded] = validateRoom(entries)
  if (exceeded) throw new Problem(exceeded.code, { params: exceeded.params })
  return { name: trimmed, entries }
}
