import type { Route } from 'next'
import type { Action } from '@/lib/shared/access/roles'

/** The pages of the navigation and the permission for each. Their labels are under `nav`. */
export const pages = [
  { name: 'board', href: '/', action: 'metadata.read' },
  { name: 'rooms', href: '/rooms', action: 'rooms.list' },
  { name: 'history', href: '/history', action: 'changes.read' },
  { name: 'presets', href: '/presets', action: 'presets.read' },
  { name: 'batches', href: '/batches', action: 'batches.read' },
  { name: 'people', href: '/people', action: 'people.list' },
  { name: 'catalogue', href: '/catalogue', action: 'catalogue.change' },
  { name: 'audit', href: '/audit', action: 'audit.read' },
  { name: 'connection', href: '/connection', action: 'connection.read' },
] as const satisfies { name: string; href: Route; action: Action }[]
