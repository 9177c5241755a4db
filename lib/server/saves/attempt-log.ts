import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import type { Call } from '../db/mappers'
import type { Watch } from '../engine/call'
import type { AnswerClass } from '../engine/resilience/retry-policy'
import { type Context, permitStill } from '../http/context'
import { problemOf } from '../http/problem-response'

/** A change and the name under which this process holds its row. `sent` turns true with the first call that left. */
export type Claim = { change: Change; holder: string; sent: boolean }

/** Ends of attempts that never left the house. */
const STAYED: readonly AnswerClass[] = ['withheld', 'not-sent', 'no-time']

/**
 * Puts each attempt on record before it leaves: nothing is sent where the row is no longer ours, where the journal
 * cannot be written, or, before the first one, where the person may no longer save (faults §3).
 */
export function watchOf(ctx: Context, claim: Claim, step: Call['step']): Watch {
  const { id } = claim.change
  return {
    async before() {
      try {
        if (!claim.sent) await permitStill(ctx, 'metadata.save')
        if (!(await ctx.journal.markSent(id, claim.holder, step))) {
          return new Problem('save.taken-over')
        }
        return null
      } catch (error) {
        return problemOf(error)
      }
    },
    async after(end) {
      claim.sent ||= !STAYED.includes(end.class)
      // Best effort: without it the attempt counts as one of unknown result, which reading settles.
      await ctx.journal.recordCall(id, claim.holder, { step, ...end }).catch((err: unknown) => {
        ctx.log.warn({ event: 'record-call', ref: ctx.ref, change: id, err })
      })
    },
  }
}
