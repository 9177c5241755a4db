'use client'

import { createContext, type ReactNode, use } from 'react'
import type { Action } from '@/lib/shared/access/roles'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'

type ContextValue = { currentUser: CurrentUser | null; permissions: readonly Action[] }

const CurrentUserContext = createContext<ContextValue>({ currentUser: null, permissions: [] })

/** Provides the signed-in person and their permissions, as read by the server, to components. */
export function CurrentUserProvider({
  currentUser,
  permissions,
  children,
}: ContextValue & { children: ReactNode }) {
  return <CurrentUserContext value={{ currentUser, permissions }}>{children}</CurrentUserContext>
}

/** The signed-in person; null without a session. */
export const useCurrentUser = () => use(CurrentUserContext).currentUser

/** Whether to show an action. The server checks the permission again. */
export const usePermission = (action: Action) =>
  use(CurrentUserContext).permissions.includes(action)
