import 'server-only'
import type { SaveStep } from '@/lib/shared/api/contract'
import type { Call } from '../db/mappers'
import { getWriteEffect } from '../engine/resilience/retry-policy'

/** How far a pending save is, by the calls that the journal recorded for it. */
export function toSaveStep(calls: readonly Call[]): SaveStep {
  const last = calls.at(-1)
  if (!last) return 'checking'
  if (last.class === 'rate') return 'busy'
  // Without an end the call is running. A refused one is repeated, or ends the save.
  return last.class === null || getWriteEffect(last.class) === 'refused' ? 'saving' : 'confirming'
}
