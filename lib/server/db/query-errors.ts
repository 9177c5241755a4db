import 'server-only'
import { Problem } from '@/lib/shared/api/problem'

/**
 * A save that cannot be journalled must be refused within a second
 * (docs/save-guarantees.md#guarantees).
 */
const STORE_TIMEOUT_MS = 950

const UNIQUE_VIOLATION_CODES = new Set<unknown>([
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  '23505',
])

export const isUniqueViolation = (error: unknown) =>
  error instanceof Error && 'code' in error && UNIQUE_VIOLATION_CODES.has(error.code)

/** Turns every failure of the store into `journal.unavailable`; problems pass unchanged. */
export async function withStoreErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem('journal.unavailable', { cause: error })
  }
}

/** As {@link withStoreErrors}, and gives up after {@link STORE_TIMEOUT_MS}. */
export function withStoreTimeout<T>(work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const cause = new Error(`the store did not answer within ${STORE_TIMEOUT_MS} ms`)
      reject(new Problem('journal.unavailable', { cause }))
    }, STORE_TIMEOUT_MS)
    withStoreErrors(work)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer))
  })
}
