import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect } from 'vitest'
import { isHere, kinds } from '../testing/databases'
import { applied, intent } from '../testing/store-intents'
import { storeTest } from '../testing/store-test'
import { createJournal } from './journal'

describe.each(kinds)('holds on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isHere(kind))

  it('renews and confirms only what is still held', async ({ journal }) => {
    const mine = (await journal.begin(intent())).entry.change
    const done = (await journal.begin(intent())).entry.change
    await journal.settle(done.id, applied)
    expect(await journal.heartbeat([mine.id, done.id, 'none'], journal.holder)).toEqual([mine.id])
    expect(await journal.heartbeat([], journal.holder)).toEqual([])
    expect(await journal.confirm(mine.id, journal.holder)).toBe(true)
    expect(await journal.confirm(mine.id, 'another')).toBe(false)
    expect(await journal.confirm(done.id, journal.holder)).toBe(false)
  })

  it('remembers what was sent and what came back', async ({ journal }) => {
    const { id } = (await journal.begin(intent())).entry.change
    const answer = { class: 'accepted', code: 0, requestId: 'Id-1', ms: 12 }
    expect(await journal.markSent(id, journal.holder, 'set')).toBe(true)
    expect(await journal.recordCall(id, journal.holder, { step: 'set', ...answer })).toBe(true)
    expect(await journal.markSent(id, journal.holder, 'delete')).toBe(true)
    expect(await journal.markSent(id, 'another', 'delete')).toBe(false)
    const [held] = await journal.stale(-1)
    expect(held?.calls).toEqual([
      { step: 'set', sentAt: expect.any(String), ...answer },
      {
        step: 'delete',
        sentAt: expect.any(String),
        class: null,
        code: null,
        requestId: null,
        ms: null,
      },
    ])
    await journal.settle(id, applied)
    expect(await journal.recordCall(id, journal.holder, { step: 'delete', ...answer })).toBe(false)
  })

  it('loses no call, whichever of two writings comes last', async ({ journal }) => {
    const { id } = (await journal.begin(intent())).entry.change
    const steps = ['set', 'delete', 'put-back'] as const
    const marked = await Promise.all(
      steps.map((step) => journal.markSent(id, journal.holder, step)),
    )
    expect(marked).toEqual([true, true, true])
    const [held] = await journal.stale(-1)
    expect(held?.calls.map(({ step }) => step).toSorted()).toEqual(steps.toSorted())
  })

  it('gives a stale row to one of many, and fences the old holder out', async ({
    database,
    journal,
  }) => {
    const { change } = (await journal.begin(intent())).entry
    const settled = (await journal.begin(intent())).entry.change
    await journal.settle(settled.id, applied)
    await pause(60)
    expect(await journal.stale()).toEqual([])
    expect(await journal.takeOver(change.id, 'early')).toBe(false)
    expect((await journal.stale(50)).map((held) => held.change)).toEqual([change])

    const takers = Array.from({ length: 10 }, (_, n) => `taker-${n}`)
    const taken = await Promise.all(takers.map((name) => journal.takeOver(change.id, name, 50)))
    expect(taken.filter(Boolean)).toHaveLength(1)
    const winner = takers[taken.indexOf(true)] ?? ''

    expect(await journal.confirm(change.id, journal.holder)).toBe(false)
    expect(await journal.markSent(change.id, journal.holder, 'set')).toBe(false)
    expect((await journal.settle(change.id, applied)).change).toEqual(change)
    const replica = createJournal(database)
    const result = { ...applied, outcome: 'not-applied' as const }
    expect((await replica.settle(change.id, result, winner)).change.outcome).toBe('not-applied')
    expect((await journal.settle(change.id, applied)).change.outcome).toBe('not-applied')
  })

  it("goes by the database's clock", async ({ database }) => {
    const first = await database.now()
    await pause(20)
    const passed = (await database.now()) - first
    expect(passed).toBeGreaterThanOrEqual(15)
    expect(Number.isInteger(first)).toBe(true)
  })
})
