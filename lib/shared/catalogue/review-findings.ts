import type { SaveWarning } from '../changes/save-warnings'
import type { WarningName } from '../changes/warning-names'
import { type ChangeFinding, findBlocked } from './check-changes'

/** What the catalogue says in its own words, so that the general warning would repeat it. */
const GENERAL: readonly WarningName[] = ['json-broken', 'number-broken', 'boolean-broken']

/**
 * What the review shows: values that cannot be saved, and warnings that the person may save despite,
 * those of the catalogue after the general ones of the same key.
 */
export function mergeFindings(
  general: readonly SaveWarning[],
  findings: readonly ChangeFinding[],
): { blocked: SaveWarning[]; warnings: SaveWarning[] } {
  const toWarning = ({ key, warning }: ChangeFinding): SaveWarning => ({
    key,
    warning,
    at: 'value',
  })
  const blocked = findBlocked(findings).map(toWarning)
  const typedKeys = new Set(
    findings.flatMap(({ key, warning }) => (warning.startsWith('type-') ? [key] : [])),
  )
  const kept = general.filter(
    ({ key, warning }) => !(typedKeys.has(key) && GENERAL.includes(warning)),
  )
  const warned = findings.filter(({ severity }) => severity === 'warn').map(toWarning)
  return { blocked, warnings: [...kept, ...warned] }
}
