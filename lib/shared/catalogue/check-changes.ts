import type { KeyChange } from '../metadata/entry'
import { checkValue, type Finding } from './check-value'
import type { KeyDescription } from './key-description'
import { findDescription } from './match-key'

/** A finding of the catalogue about one key of a save. */
export type ChangeFinding = Finding & { key: string }

/**
 * What the catalogue says about key changes: new values that fail a check, and protected keys that
 * are written or deleted. `isAllowed` are changes whose values never block, only warn.
 */
export function checkChanges(
  changes: readonly KeyChange[],
  descriptions: readonly KeyDescription[],
  isAllowed: (change: KeyChange) => boolean,
): ChangeFinding[] {
  return changes.flatMap((change): ChangeFinding[] => {
    const { key, to } = change
    const description = findDescription(descriptions, key)
    if (!description) return []
    const severityLimit = isAllowed(change) ? { severity: 'warn' as const } : {}
    const findings = to === null ? [] : checkValue(description, to)
    return [
      ...findings.map((finding) => ({ key, ...finding, ...severityLimit })),
      ...(description.protected
        ? [{ key, warning: 'protected-key', severity: 'warn' } as const]
        : []),
    ]
  })
}

/** The first finding of each key that must not be saved. */
export function findBlocked(findings: readonly ChangeFinding[]): ChangeFinding[] {
  const blocked = findings.filter(({ severity }) => severity === 'block')
  return blocked.filter(({ key }, index) => blocked.findIndex((each) => each.key === key) === index)
}
