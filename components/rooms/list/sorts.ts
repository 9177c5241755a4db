import type { Room } from '@/lib/shared/metadata/room'

/** `views` is the engine's own order; the others know only what is loaded. */
export const sorts = {
  views: (a: Room, b: Room) => b.views - a.views,
  newest: (a: Room, b: Room) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''),
  name: (a: Room, b: Room) => (a.name || a.id).localeCompare(b.name || b.id),
} as const

export type Sort = keyof typeof sorts

export const sortNames = Object.keys(sorts) as readonly Sort[]
