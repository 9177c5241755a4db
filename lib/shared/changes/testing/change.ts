import type { Change } from '../change'

/** A change that was applied, unless `more` says otherwise. */
export function changeOf(changes: Change['changes'], more: Partial<Change> = {}): Change {
  return {
    id: 'c',
    room: 'r',
    source: 'console',
    by: null,
    at: '2026-03-01T10:00:00.000Z',
    note: null,
    changes,
    outcome: 'applied',
    results: changes.map(({ key, to }) => ({ key, result: 'applied', found: to })),
    settledAt: '2026-03-01T10:00:01.000Z',
    readAt: '2026-03-01T10:00:01.000Z',
    durationMs: 1,
    restores: null,
    ...more,
  }
}
