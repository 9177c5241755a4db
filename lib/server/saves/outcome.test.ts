import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChanges } from '@/lib/shared/changes/diff'
import {
  deriveOutcome,
  deriveResults,
  resolveWrites,
  type TrackedChange,
  WRITE_EXPIRY_MS,
  type WriteStatus,
} from './outcome'

const NOW = 1_000_000
const recent: WriteStatus = { status: 'unknown', startedAt: NOW - WRITE_EXPIRY_MS }
const expired: WriteStatus = { status: 'unknown', startedAt: NOW - WRITE_EXPIRY_MS - 1 }
const set: Pick<TrackedChange, 'key' | 'from' | 'to'> = { key: 'banner', from: 'a', to: 'b' }

const resultsFor = (status: WriteStatus, found: string | null) =>
  deriveResults(
    [{ ...set, ...status }],
    found === null ? [] : [{ key: 'banner', value: found }],
    NOW,
  )

describe('deriveResults', () => {
  it.each([
    [
      'accepted, the new value is visible',
      { status: 'accepted' } as WriteStatus,
      'b',
      'applied',
      false,
    ],
    [
      'accepted, then changed by others',
      { status: 'accepted' } as WriteStatus,
      'c',
      'applied',
      false,
    ],
    ['refused', { status: 'refused' } as WriteStatus, 'a', 'not-applied', false],
    [
      'refused, but others wrote the same value',
      { status: 'refused' } as WriteStatus,
      'b',
      'not-applied',
      false,
    ],
    ['no call was needed', { status: 'no-op' } as WriteStatus, 'b', 'applied', false],
    ['unknown, the new value is visible, can still be applied', recent, 'b', 'unclear', true],
    ['unknown, the new value is visible, expired', expired, 'b', 'applied', false],
    ['unknown, the old value is visible, can still be applied', recent, 'a', 'unclear', true],
    ['unknown, the old value is visible, expired', expired, 'a', 'not-applied', false],
    ['unknown, another value is visible, can still be applied', recent, 'c', 'unclear', true],
    ['unknown, another value is visible, expired', expired, 'c', 'unclear', false],
    ['unknown, the key is absent, expired', expired, null, 'unclear', false],
  ])('%s', (_, status, found, result, isInconclusive) => {
    const results = [{ key: 'banner', result, found }]
    expect(resultsFor(status, found)).toEqual({ results, isInconclusive })
  })

  it('leaves a lost write unclear when the room is gone', () => {
    for (const status of [recent, expired]) {
      const { results, isInconclusive } = deriveResults([{ ...set, ...status }], null, NOW)
      expect([results[0]?.result, isInconclusive]).toEqual(['unclear', status === recent])
    }
  })

  it('is conclusive when every lost write has expired, and reports one as applied only if it is visible', () => {
    const value = fc.constantFrom(null, 'x', 'y', 'z')
    const status = fc.constantFrom<WriteStatus>(
      { status: 'accepted' },
      { status: 'refused' },
      expired,
    )
    const step = fc.record({ key: fc.string(), from: value, to: value, status })
    const steps = fc.uniqueArray(step, { selector: (each) => each.key })
    fc.assert(
      fc.property(steps, steps, (mine, theirs) => {
        const room = applyChanges([], theirs)
        const sent = mine.map(
          ({ status: known, ...change }): TrackedChange => ({ ...change, ...known }),
        )
        const { results, isInconclusive } = deriveResults(sent, room, NOW)
        expect(isInconclusive).toBe(false)
        results.forEach(({ result, found }, index) => {
          if (sent[index]?.status === 'unknown' && result === 'applied')
            expect(found).toBe(sent[index]?.to)
        })
      }),
    )
  })
})

it('keeps what one read proved, whatever a later read finds', () => {
  const sent: TrackedChange[] = [
    { ...set, ...recent },
    { ...set, ...expired },
    { ...set, to: null, ...expired },
    { ...set, ...recent },
  ]
  const results = (['applied', 'not-applied', 'not-applied', 'unclear'] as const).map((result) => {
    return { key: 'banner', result, found: null }
  })
  expect(resolveWrites(sent, results).map(({ status }) => status)).toEqual([
    'accepted',
    'refused',
    'refused',
    'unknown',
  ])
})

it('derives a partial outcome when keys differ or one is unclear', () => {
  const outcomeFor = (...results: ('applied' | 'not-applied' | 'unclear')[]) =>
    deriveOutcome(results.map((result, index) => ({ key: `${index}`, result, found: null })))
  expect(outcomeFor('applied', 'applied')).toBe('applied')
  expect(outcomeFor('not-applied')).toBe('not-applied')
  expect(outcomeFor('applied', 'not-applied')).toBe('partial')
  expect(outcomeFor('unclear')).toBe('partial')
})
