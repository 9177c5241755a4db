'use client'

import { createContext, type ReactNode, use } from 'react'
import type { Self } from '@/lib/shared/auth-endpoints'
import { type Action, may } from '@/lib/shared/roles'

const SelfContext = createContext<Self | null>(null)

/** Hands the signed-in person, as the server knows them, to whatever is drawn in the browser. */
export function SelfProvider({ self, children }: { self: Self | null; children: ReactNode }) {
  return <SelfContext value={self}>{children}</SelfContext>
}

/** Who sits here; null without a session. */
export const useSelf = () => use(SelfContext)

/** What to show: screens hide what the verbs would refuse. */
export function useMay(action: Action): boolean {
  const self = useSelf()
  return self !== null && may(self.role, action)
}
