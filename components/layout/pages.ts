import type { Route } from 'next'
import type { Action } from '@/lib/shared/access/roles'

/** `action` is the permission that opens the page. Labels are under `pages`. */
type Page = { name: string; href: Route; action: Action }

/** The pages that the navigation links to. */
export const mainPages = [
  { name: 'board', href: '/', action: 'metadata.read' },
  { name: 'rooms', href: '/rooms', action: 'rooms.list' },
  { name: 'history', href: '/history', action: 'changes.read' },
  { name: 'presets', href: '/presets', action: 'presets.read' },
  { name: 'batches', href: '/batches', action: 'batches.read' },
] as const satisfies Page[]

/** The pages in the navigation's menu, because nine links do not fit on one line. */
export const administrationPages = [
  { name: 'people', href: '/people', action: 'people.list' },
  { name: 'catalogue', href: '/catalogue', action: 'catalogue.change' },
  { name: 'audit', href: '/audit', action: 'audit.read' },
  { name: 'connection', href: '/connection', action: 'connection.read' },
] as const satisfies Page[]

export type NavigationPage = (typeof mainPages | typeof administrationPages)[number]

export const pages: readonly NavigationPage[] = [...mainPages, ...administrationPages]
