import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect } from 'vitest'
import { isAvailable, kinds } from '../../testing/databases'
import { applied, newChange } from '../../testing/new-changes'
import { storeTest } from '../../testing/store-test'
import { createJournal } from './journal'

describe.each(kinds)('leases on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('renews only leases that the holder still has', async ({ journal }) => {
    const mine = (await journal.insertPending(newChange())).record.change
    const done = (await journal.insertPending(newChange())).record.change
    await journal.settle(done.id, applied)
    expect(await journal.heartbeat([mine.id, done.id, 'none'], journal.holder)).toEqual([mine.id])
    expect(await journal.heartbeat([], journal.holder)).toEqual([])
    expect(await journal.heartbeat([mine.id], 'another')).toEqual([])
  })

  it('records what was sent and how it ended', async ({ journal }) => {
    const { id } = (await journal.insertPending(newChange())).record.change
    const result = { class: 'accepted', code: 0, requestId: 'Id-1', ms: 12 }
    expect(await journal.markSent(id, journal.holder, 'set')).toBe(true)
    expect(await journal.recordCall(id, journal.holder, { step: 'set', ...result })).toBe(true)
    expect(await journal.markSent(id, journal.holder, 'delete')).toBe(true)
    expect(await journal.markSent(id, 'another', 'delete')).toBe(false)
    const [unsettled] = await journal.listUnsettled()
    expect(unsettled?.calls).toEqual([
      { step: 'set', sentAt: expect.any(String), ...result },
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
    expect(await journal.recordCall(id, journal.holder, { step: 'delete', ...result })).toBe(false)
  })

  it('loses no call when several are recorded at the same time', async ({ journal }) => {
    const { id } = (await journal.insertPending(newChange())).record.change
    const steps = ['set', 'delete', 'put-back'] as const
    const marked = await Promise.all(
      steps.map((step) => journal.markSent(id, journal.holder, step)),
    )
    expect(marked).toEqual([true, true, true])
    const [unsettled] = await journal.listUnsettled()
    expect(unsettled?.calls.map(({ step }) => step).toSorted()).toEqual(steps.toSorted())
  })

  it('gives an unsettled row to one of many processes and fences out the old holder', async ({
    database,
    journal,
  }) => {
    const { change } = (await journal.insertPending(newChange())).record
    const settled = (await journal.insertPending(newChange())).record.change
    await journal.settle(settled.id, applied)
    const [renewed] = await journal.listUnsettled()
    if (!renewed) throw new Error('the row is missing')
    await database.kysely
      .updateTable('changes')
      .set((eb) => ({ heartbeat_at: eb('heartbeat_at', '+', 3_000) }))
      .where('id', '=', change.id)
      .execute()
    expect(await journal.takeOver(renewed, 'early')).toBe(false)
    const unsettled = await journal.listUnsettled()
    expect(unsettled.map((each) => each.change)).toEqual([change])
    const listed = unsettled[0] ?? renewed

    const takers = Array.from({ length: 10 }, (_, n) => `taker-${n}`)
    const taken = await Promise.all(takers.map((name) => journal.takeOver(listed, name)))
    expect(taken.filter(Boolean)).toHaveLength(1)
    const winner = takers[taken.indexOf(true)] ?? ''

    expect(await journal.heartbeat([change.id], journal.holder)).toEqual([])
    expect(await journal.markSent(change.id, journal.holder, 'set')).toBe(false)
    expect((await journal.settle(change.id, applied)).change).toEqual(change)
    const replica = createJournal(database)
    const result = { ...applied, outcome: 'not-applied' as const }
    expect((await replica.settle(change.id, result, winner)).change.outcome).toBe('not-applied')
    expect((await journal.settle(change.id, applied)).change.outcome).toBe('not-applied')
  })

  it("uses the database's clock", async ({ database }) => {
    const first = await database.now()
    await pause(20)
    const passed = (await database.now()) - first
    expect(passed).toBeGreaterThanOrEqual(15)
    expect(Number.isInteger(first)).toBe(true)
  })
})
