'use client'

import { lazily } from '@/components/ui/lazily'
import { useDraftCounts } from './draft-counts'

const Leaving = lazily(() => import('./leaving').then((module) => module.Leaving))

/** While there is a draft, leaving asks first. */
export function LeaveGuard() {
  return useDraftCounts().all > 0 ? <Leaving /> : null
}
