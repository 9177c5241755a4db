import 'server-only'
import { Problem, toProblem } from '@/lib/shared/api/problem'
import { type ReauthorizeDeps, reauthorize } from '../auth/authorize'
import type { Call } from '../db/mappers'
import type { Journal } from '../db/repositories/journal/journal'
import type { AttemptLog } from '../engine/call'
import type { AttemptClass } from '../engine/resilience/retry-policy'
import type { Log } from '../runtime/log'
import type { Lease } from './lease-keeper'

export type AttemptLogDeps = ReauthorizeDeps & {
  journal: Pick<Journal, 'markSent' | 'recordCall'>
  log: Log
  ref: string
}

const UNSENT_CLASSES: readonly AttemptClass[] = ['withheld', 'not-sent', 'no-time']

/**
 * Records each attempt before it is sent. Nothing is sent if `findObstacle` finds a reason, if this
 * process has lost the lease, if the journal cannot be written or, before the first attempt, if the
 * user may no longer save. See docs/save-guarantees.md#a-save-step-by-step.
 */
export function createAttemptLog(
  deps: AttemptLogDeps,
  lease: Lease,
  step: Call['step'],
  findObstacle: () => Promise<Problem | null>,
): AttemptLog {
  const { id } = lease.change
  return {
    async recordStart() {
      try {
        if (!lease.hasSent) await reauthorize(deps, 'metadata.save')
        const obstacle = await findObstacle()
        if (obstacle) return obstacle
        lease.mayBeRecorded = true
        if (!(await deps.journal.markSent(id, lease.holder, step))) {
          return new Problem('save.taken-over')
        }
        return null
      } catch (error) {
        return toProblem(error)
      }
    },
    async recordEnd(end) {
      lease.hasSent ||= !UNSENT_CLASSES.includes(end.class)
      // Best effort: an attempt without a recorded end counts as one without a reply, and reading the
      // room settles it.
      await deps.journal.recordCall(id, lease.holder, { step, ...end }).catch((err: unknown) => {
        deps.log.warn({ event: 'record-call', ref: deps.ref, change: id, err })
      })
    },
  }
}
