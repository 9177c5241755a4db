'use client'

import { createContext, type ReactNode, use } from 'react'
import { type Action, hasPermission } from '@/lib/shared/access/roles'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'

const CurrentUserContext = createContext<CurrentUser | null>(null)

/** Provides the signed-in person, as read by the server, to components. */
export function CurrentUserProvider({
  currentUser,
  children,
}: {
  currentUser: CurrentUser | null
  children: ReactNode
}) {
  return <CurrentUserContext value={currentUser}>{children}</CurrentUserContext>
}

/** The signed-in person; null without a session. */
export const useCurrentUser = () => use(CurrentUserContext)

/** Whether to show an action. The server checks the permission again. */
export function usePermission(action: Action): boolean {
  const currentUser = useCurrentUser()
  return currentUser !== null && hasPermission(currentUser.role, action)
}
