import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { EngineWord } from '@/lib/shared/api/problems'
import type { Change } from '@/lib/shared/changes/change'
import type { Call } from '../db/mappers'
import { effectOf } from '../engine/resilience/retry-policy'
import type { Fate, Sent } from './outcome'

/** A leave to send is asked for before the call is on record, and holds so long (`engine/client`). */
const LEAVE_MS = 1_000

/**
 * What is known of each key from the calls on record alone, when the process that made them is gone. `ahead` = by how
 * many ms the database's clock, whose times the calls have, is ahead of ours.
 */
export function sentFrom(change: Change, calls: readonly Call[], ahead: number): Sent[] {
  const set = fateOf(calls, 'set', ahead)
  const deleted = undone(fateOf(calls, 'delete', ahead), fateOf(calls, 'put-back', ahead))
  return change.changes.map((step) => ({ ...step, ...(step.to === null ? deleted : set) }))
}

/** A call without an answer on record may have had its effect: an answer may have been lost with the process. */
function fateOf(calls: readonly Call[], step: Call['step'], ahead: number): Fate {
  const made = calls.filter((call) => call.step === step)
  if (made.some((call) => effectOf(call.class) === 'accepted')) return { fate: 'accepted' }
  const open = made.filter(
    (call) => effectOf(call.class) === 'unknown' || call.class === 'keys-gone',
  )
  if (open.length === 0) return { fate: 'refused' }
  const startedAt = Math.max(...open.map(({ sentAt }) => Date.parse(sentAt))) - ahead + LEAVE_MS
  return { fate: 'unknown', startedAt }
}

function undone(deleted: Fate, putBack: Fate): Fate {
  if (putBack.fate === 'accepted') return { fate: 'refused' }
  return putBack.fate === 'unknown' ? { ...putBack, fate: 'put-back' } : deleted
}

/** The engine's last word on record. */
export function engineWordOf(calls: readonly Call[]): EngineWord | undefined {
  const last = calls.findLast(({ code, requestId }) => code !== null || requestId !== null)
  return last && { code: last.code, requestId: last.requestId }
}

/** Why a change that was interrupted is not applied, as far as the record tells. */
export function reasonFrom(calls: readonly Call[]): Problem {
  if (calls.length === 0) return new Problem('save.interrupted')
  const engine = engineWordOf(calls)
  const refused = calls.every((call) => effectOf(call.class) === 'refused')
  return new Problem(refused ? 'engine.refused' : 'engine.no-answer', engine ? { engine } : {})
}
