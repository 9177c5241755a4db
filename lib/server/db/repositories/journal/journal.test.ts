import { describe, expect } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import { isAvailable, kinds } from '../../testing/databases'
import { ada, applied, newChange } from '../../testing/new-changes'
import { findUnsettled, storeTest } from '../../testing/store-test'

describe.each(kinds)('journal on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('inserts a change as pending, which locks the room', async ({ database, journal }) => {
    const saved = newChange({ note: 'for the show' })
    const startedAt = await database.now()
    const { isNew, record } = await journal.insertPending(saved)
    expect(isNew).toBe(true)
    expect(record.change).toMatchObject({
      room: saved.room,
      source: 'console',
      by: ada,
      note: 'for the show',
      changes: saved.changes,
      outcome: 'pending',
      results: [],
      settledAt: null,
      durationMs: null,
    })
    expect(Date.parse(record.change.at)).toBeGreaterThanOrEqual(startedAt)
    expect(Date.parse(record.change.at)).toBeLessThanOrEqual(await database.now())
    expect(await findUnsettled(database, saved.room)).toEqual(record.change)
    expect(await journal.find(record.change.id)).toEqual(record)
  })

  it('settles a change once, which unlocks the room', async ({ database, journal }) => {
    const { change } = (await journal.insertPending(newChange())).record
    const { change: unknown } = await journal.settle(change.id, { ...applied, outcome: 'unknown' })
    expect(unknown).toMatchObject({ outcome: 'unknown', settledAt: null, durationMs: null })
    const engine = { code: 0, requestId: 'Id-1' }
    const { change: settled } = await journal.settle(change.id, { ...applied, engine })
    expect(settled).toMatchObject({ outcome: 'applied', readAt: applied.readAt, engine })
    expect(settled.durationMs).toBe(Date.parse(settled.settledAt ?? '') - Date.parse(change.at))
    const { change: again } = await journal.settle(change.id, {
      ...applied,
      outcome: 'not-applied',
    })
    expect(again).toEqual(settled)
    expect(await findUnsettled(database, change.room)).toBeNull()
    const found = await journal.find(change.id)
    expect(found).toEqual({ change: settled, problem: undefined, after: applied.after })
  })

  it('returns the stored outcome for a repeated Idempotency-Key', async ({ journal }) => {
    const saved = newChange()
    const { change } = (await journal.insertPending(saved)).record
    const problem = new Problem('room.changed', {
      params: { over: 2, name: 'Ada' },
      theirs: [{ key: 'title', value: null }],
      entries: [{ key: 'title', at: 'value', code: 'value.too-long' }],
      engine: { code: null, requestId: null },
    })
    await journal.settle(change.id, { ...applied, outcome: 'not-applied', problem })
    const repeated = await journal.insertPending({
      ...saved,
      idempotencyKey: saved.idempotencyKey.toUpperCase(),
    })
    expect(repeated.isNew).toBe(false)
    expect(repeated.record.change.outcome).toBe('not-applied')
    expect(repeated.record.problem?.code).toBe('room.changed')
    expect(repeated.record.problem?.details).toEqual(problem.details)
  })

  it('inserts one of fifty equal saves', async ({ journal }) => {
    const saved = newChange()
    const results = await Promise.all(
      Array.from({ length: 50 }, () => journal.insertPending(saved)),
    )
    expect(results.filter(({ isNew }) => isNew)).toHaveLength(1)
    expect(new Set(results.map(({ record }) => record.change.id)).size).toBe(1)
    const other = { ...saved, changes: [{ key: 'title', from: 'old', to: 'other' }] }
    await expect(journal.insertPending(other)).rejects.toMatchObject({ code: 'save.key-reused' })
    await expect(
      journal.insertPending({ ...saved, by: { id: 'bob', name: 'Bob' } }),
    ).rejects.toMatchObject({ code: 'room.busy' })
  })

  it('inserts one of fifty saves of a room and names its author in the refusal of the others', async ({
    database,
    journal,
  }) => {
    const { room } = newChange()
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () => journal.insertPending(newChange({ room }))),
    )
    const winners = results.filter(({ status }) => status === 'fulfilled')
    expect(winners).toHaveLength(1)
    const pending = await findUnsettled(database, room)
    for (const result of results) {
      if (result.status === 'fulfilled') continue
      expect(result.reason).toMatchObject({
        code: 'room.busy',
        details: { params: { name: 'Ada', since: pending?.at, seconds: 0 }, change: pending },
      })
    }
    const others = await Promise.all([
      journal.insertPending(newChange()),
      journal.insertPending(newChange()),
    ])
    expect(others.every(({ isNew }) => isNew)).toBe(true)
  })

  it('refuses a note that the database could not store unchanged', async ({ journal }) => {
    for (const note of ['a\0b', 'half \ud83d']) {
      await expect(journal.insertPending(newChange({ note }))).rejects.toMatchObject({
        code: 'request.malformed',
        details: { params: { field: 'note' } },
      })
    }
  })

  it('keeps every byte of keys and values', async ({ journal }) => {
    const values = [
      'a\r\nb\n',
      '😀'.repeat(512),
      `${'房'.repeat(682)}ab`,
      ' \u2028\u2029\u202e',
      '',
    ]
    const keys = ['__proto__', 'constructor', 'toString', 'é', 'e\u0301']
    const changes = keys.map((key, n) => ({
      key,
      from: values[n] ?? null,
      to: values.at(-n) ?? '',
    }))
    const { change } = (
      await journal.insertPending(newChange({ changes, note: '</script>\u2028😀\r\n' }))
    ).record
    const results = changes.map(({ key, to }) => ({ key, result: 'applied' as const, found: to }))
    const after = changes.map(({ key, to }) => ({ key, value: to }))
    await journal.settle(change.id, { ...applied, results, after })
    const found = await journal.find(change.id)
    expect(found?.change).toMatchObject({ changes, results, note: '</script>\u2028😀\r\n' })
    expect(found?.after).toEqual(after)
    const bytes = (list: readonly { key: string }[]) => Buffer.from(JSON.stringify(list))
    expect(bytes(found?.change.changes ?? []).equals(bytes(changes))).toBe(true)
  })
})
