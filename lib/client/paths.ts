import type { Route } from 'next'
import type { RestoreAim } from '@/lib/shared/changes/restore'

// The paths of pages that have parameters. The casts are here only: `Route` checks the paths
// without parameters, but the catch-all page makes every other one look valid to it.

export const roomPath = (slug: string) => `/rooms/${slug}` as Route

/** The history of a room, or of one of its keys. */
export const roomHistoryPath = (slug: string, key: string | null = null) =>
  `${roomPath(slug)}/history${key === null ? '' : `?${new URLSearchParams({ key })}`}` as Route

export const batchPath = (id: string) => `/batches/${id}` as Route

/** The preset in the list of all presets. */
export const presetPath = (id: string) => `/presets#preset-${id}` as Route

/** The rooms of the demo in which people practise. */
export const practiceRoomsPath = '/rooms?search=practice-' as Route

export const changePath = (id: string) => `/changes/${id}` as Route

/** The editor of a room, with the draft of a restore. */
export const restorePath = (slug: string, change: { id: string }, to: RestoreAim) =>
  `${roomPath(slug)}?${new URLSearchParams({ restore: change.id, to })}` as Route
