import type { KeyResult } from './change'

/** The keys that were applied. Not in change.ts: the editor starts without the schemas. */
export function getAppliedKeys(results: readonly KeyResult[]): Set<string> {
  return new Set(results.flatMap(({ key, result }) => (result === 'applied' ? [key] : [])))
}
