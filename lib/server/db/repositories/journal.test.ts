import { describe, expect } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import { isHere, kinds } from '../testing/databases'
import { ada, applied, intent } from '../testing/store-intents'
import { storeTest } from '../testing/store-test'

describe.each(kinds)('journal on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isHere(kind))

  it('begins a change as pending, and it takes the room', async ({ journal }) => {
    const asked = intent({ note: 'for the show' })
    const { fresh, entry } = await journal.begin(asked)
    expect(fresh).toBe(true)
    expect(entry.change).toMatchObject({
      room: asked.room,
      source: 'console',
      by: ada,
      note: 'for the show',
      changes: asked.changes,
      outcome: 'pending',
      results: [],
      settledAt: null,
      durationMs: null,
    })
    expect(Math.abs(Date.parse(entry.change.at) - Date.now())).toBeLessThan(5_000)
    expect(await journal.unsettledOf(asked.room)).toEqual(entry.change)
    expect(await journal.find(entry.change.id)).toEqual(entry)
  })

  it('settles once, and the room is free', async ({ journal }) => {
    const { change } = (await journal.begin(intent())).entry
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
    expect(await journal.unsettledOf(change.room)).toBeNull()
    const found = await journal.find(change.id)
    expect(found).toEqual({ change: settled, problem: undefined, after: applied.after })
  })

  it('answers a repeated key with what was answered before', async ({ journal }) => {
    const asked = intent()
    const { change } = (await journal.begin(asked)).entry
    const problem = new Problem('room.changed', {
      params: { over: 2, name: 'Ada' },
      theirs: [{ key: 'title', value: null }],
      entries: [{ key: 'title', at: 'value', code: 'value.too-long' }],
      engine: { code: null, requestId: null },
    })
    await journal.settle(change.id, { ...applied, outcome: 'not-applied', problem })
    const repeated = await journal.begin({
      ...asked,
      idempotencyKey: asked.idempotencyKey.toUpperCase(),
    })
    expect(repeated.fresh).toBe(false)
    expect(repeated.entry.change.outcome).toBe('not-applied')
    expect(repeated.entry.problem?.code).toBe('room.changed')
    expect(repeated.entry.problem?.details).toEqual(problem.details)
  })

  it('lets one of fifty equal saves begin', async ({ journal }) => {
    const asked = intent()
    const begun = await Promise.all(Array.from({ length: 50 }, () => journal.begin(asked)))
    expect(begun.filter(({ fresh }) => fresh)).toHaveLength(1)
    expect(new Set(begun.map(({ entry }) => entry.change.id)).size).toBe(1)
    const other = { ...asked, changes: [{ key: 'title', from: 'old', to: 'other' }] }
    await expect(journal.begin(other)).rejects.toMatchObject({ code: 'save.key-reused' })
    await expect(journal.begin({ ...asked, by: { id: 'bob', name: 'Bob' } })).rejects.toMatchObject(
      { code: 'room.busy' },
    )
  })

  it('lets one of fifty saves of a room begin, and tells the others who holds it', async ({
    journal,
  }) => {
    const { room } = intent()
    const begun = await Promise.allSettled(
      Array.from({ length: 50 }, () => journal.begin(intent({ room }))),
    )
    const winners = begun.filter(({ status }) => status === 'fulfilled')
    expect(winners).toHaveLength(1)
    const held = await journal.unsettledOf(room)
    for (const result of begun) {
      if (result.status === 'fulfilled') continue
      expect(result.reason).toMatchObject({
        code: 'room.busy',
        details: { params: { name: 'Ada', since: held?.at, seconds: 0 }, change: held },
      })
    }
    const others = await Promise.all([journal.begin(intent()), journal.begin(intent())])
    expect(others.every(({ fresh }) => fresh)).toBe(true)
  })

  it('refuses a note that the database could not keep as it is', async ({ journal }) => {
    for (const note of ['a\0b', 'half \ud83d']) {
      await expect(journal.begin(intent({ note }))).rejects.toMatchObject({
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
    const { change } = (await journal.begin(intent({ changes, note: '</script>\u2028😀\r\n' })))
      .entry
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
