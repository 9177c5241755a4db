import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChanges } from '@/lib/shared/changes/diff'
import { type Fate, learnt, outcomeOf, resultsOf, type Sent } from './outcome'

const LATE = 8_000
const NOW = 1_000_000
const young: Fate = { fate: 'unknown', startedAt: NOW - LATE }
const old: Fate = { fate: 'unknown', startedAt: NOW - LATE - 1 }
const set: Pick<Sent, 'key' | 'from' | 'to'> = { key: 'banner', from: 'a', to: 'b' }

const judge = (fate: Fate, found: string | null) =>
  resultsOf(
    [{ ...set, ...fate }],
    found === null ? [] : [{ key: 'banner', value: found }],
    NOW,
    LATE,
  )

describe('resultsOf', () => {
  it.each([
    ['accepted, to is there', { fate: 'accepted' } as Fate, 'b', 'applied', false],
    ['accepted, changed again since', { fate: 'accepted' } as Fate, 'c', 'applied', false],
    ['refused', { fate: 'refused' } as Fate, 'a', 'not-applied', false],
    [
      'refused, though another wrote the same',
      { fate: 'refused' } as Fate,
      'b',
      'not-applied',
      false,
    ],
    ['nothing to send', { fate: 'idle' } as Fate, 'b', 'applied', false],
    ['unknown, to is there', young, 'b', 'applied', false],
    ['unknown, from is there, may still come', young, 'a', 'unclear', true],
    ['unknown, from is there, too old to come', old, 'a', 'not-applied', false],
    ['unknown, something else, may still come', young, 'c', 'unclear', true],
    ['unknown, something else, too old to come', old, 'c', 'unclear', false],
    ['unknown, gone, too old to come', old, null, 'unclear', false],
  ])('%s', (_, fate, found, result, open) => {
    expect(judge(fate, found)).toEqual({ results: [{ key: 'banner', result, found }], open })
  })

  it('leaves a lost write unclear where the room itself is gone', () => {
    const { results, open } = resultsOf([{ ...set, ...young }], null, NOW, LATE)
    expect([results[0]?.result, open]).toEqual(['unclear', false])
  })

  it('is never open once every lost write is too old to come, and never calls one applied that is not to be seen', () => {
    const value = fc.constantFrom(null, 'x', 'y', 'z')
    const fate = fc.constantFrom<Fate>({ fate: 'accepted' }, { fate: 'refused' }, old)
    const step = fc.record({ key: fc.string(), from: value, to: value, fate })
    const steps = fc.uniqueArray(step, { selector: (each) => each.key })
    fc.assert(
      fc.property(steps, steps, (mine, theirs) => {
        const room = applyChanges([], theirs)
        const sent = mine.map(({ fate: known, ...change }): Sent => ({ ...change, ...known }))
        const { results, open } = resultsOf(sent, room, NOW, LATE)
        expect(open).toBe(false)
        results.forEach(({ result, found }, at) => {
          if (sent[at]?.fate === 'unknown' && result === 'applied') expect(found).toBe(sent[at]?.to)
        })
      }),
    )
  })
})

it('what one read has told stays true, whatever a later one finds at the key', () => {
  const sent: Sent[] = [
    { ...set, ...young },
    { ...set, ...old },
    { ...set, to: null, ...old, fate: 'put-back' },
    { ...set, ...young },
  ]
  const results = (['applied', 'not-applied', 'not-applied', 'unclear'] as const).map((result) => {
    return { key: 'banner', result, found: null }
  })
  expect(learnt(sent, results).map(({ fate }) => fate)).toEqual([
    'accepted',
    'refused',
    'refused',
    'unknown',
  ])
})

it('an outcome is partial as soon as keys differ or one is unclear', () => {
  const of = (...results: ('applied' | 'not-applied' | 'unclear')[]) =>
    outcomeOf(results.map((result, at) => ({ key: `${at}`, result, found: null })))
  expect(of('applied', 'applied')).toBe('applied')
  expect(of('not-applied')).toBe('not-applied')
  expect(of('applied', 'not-applied')).toBe('partial')
  expect(of('unclear')).toBe('partial')
})
