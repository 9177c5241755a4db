import 'server-only'
import { Problem } from '@/lib/shared/api/problem'

/** Under the second in which a save must be refused when it cannot be journalled (faults §1.1). */
const PATIENCE_MS = 950

const UNIQUE = new Set<unknown>([
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  '23505',
])

/** True for a row refused by a unique index, in either database. */
export const isUniqueViolation = (error: unknown) =>
  error instanceof Error && 'code' in error && UNIQUE.has(error.code)

/** Runs `work`; whatever fails in the store is `journal.unavailable`, problems stay what they are. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem('journal.unavailable', { cause: error })
  }
}

/** {@link guarded}, and `journal.unavailable` too when a silent server keeps `work` waiting for a second. */
export async function guardedSoon<T>(work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const cause = new Error(`the store did not answer within ${PATIENCE_MS} ms`)
    timer = setTimeout(() => reject(new Problem('journal.unavailable', { cause })), PATIENCE_MS)
  })
  try {
    return await Promise.race([guarded(work), late])
  } finally {
    clearTimeout(timer)
  }
}
