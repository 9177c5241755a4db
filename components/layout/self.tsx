'use client'

import { createContext, type ReactNode, use } from 'react'
import type { Action } from '@/lib/shared/access/roles'
import type { Self } from '@/lib/shared/api/auth-endpoints'

type Known = { self: Self | null; allowed: readonly Action[] }

const SelfContext = createContext<Known>({ self: null, allowed: [] })

/** Hands the signed-in person and what they may do, as the server knows both, to whatever is drawn in the browser. */
export function SelfProvider({ self, allowed, children }: Known & { children: ReactNode }) {
  return <SelfContext value={{ self, allowed }}>{children}</SelfContext>
}

/** Who sits here; null without a session. */
export const useSelf = () => use(SelfContext).self

/** What to show: screens hide what the verbs would refuse. */
export const useMay = (action: Action) => use(SelfContext).allowed.includes(action)
