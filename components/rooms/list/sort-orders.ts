import type { Room } from '@/lib/shared/metadata/room'

/** `views` is the order of the Live service. The others only sort the rooms that are loaded. */
export const sortOrders = {
  views: (a: Room, b: Room) => b.views - a.views,
  newest: (a: Room, b: Room) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''),
  name: (a: Room, b: Room) => (a.name || a.id).localeCompare(b.name || b.id),
} as const

export type SortOrder = keyof typeof sortOrders

export const sortOrderNames = Object.keys(sortOrders) as readonly SortOrder[]
