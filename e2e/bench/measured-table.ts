import { quantile, type TimedResponse } from './load-generator'

/** The rows that a program prints, and how many of them are outside their limit. */
export function createMeasuredTable() {
  const rows: Record<string, { measured: number; limit?: number | string }> = {}
  let exceeded = 0
  const round = (measured: number) => Math.round(measured * 100) / 100
  return {
    add(name: string, measured: number, limit?: number) {
      if (limit !== undefined && !(measured <= limit)) exceeded += 1
      rows[name] = { measured: round(measured), limit }
    },
    addAtLeast(name: string, measured: number, minimum: number) {
      if (!(measured >= minimum)) exceeded += 1
      rows[name] = { measured: round(measured), limit: `at least ${minimum}` }
    },
    /** Prints the rows and returns how many are outside their limit. */
    print(): number {
      console.table(rows)
      return exceeded
    },
  }
}

export const msQuantile = (responses: readonly TimedResponse[], share: number) =>
  quantile(
    responses.map(({ ms }) => ms),
    share,
  )

/** `kind: responses with 200`, `kind: responses with 429` and so on, with their counts. */
export function countByStatus(kind: string, responses: readonly TimedResponse[]) {
  const counts = new Map<string, number>()
  for (const { status } of responses) {
    const name = `${kind}: responses with ${status}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].sort()
}
