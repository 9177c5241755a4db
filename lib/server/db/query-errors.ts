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
    throw toStoreProblem(error)
  }
}

/** As {@link withStoreErrors}, and gives up after {@link STORE_TIMEOUT_MS}. */
export function withStoreTimeout<T>(work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(toStoreProblem(new Error(`the store did not answer within ${STORE_TIMEOUT_MS} ms`)))
    }, STORE_TIMEOUT_MS)
    work().then(
      (result) => {
        clearTimeout(timer)
        resolve(result)
      },
      (error: unknown) => {
        clearTimeout(timer)
        reject(toStoreProblem(error))
      },
    )
  })
}

function toStoreProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('journal.unavailable', { cause: error })
}
