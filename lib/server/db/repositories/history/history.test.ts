import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import type { Change, Outcome } from '@/lib/shared/changes/change'
import type { HistoryQuery } from '@/lib/shared/changes/history-filters'
import type { Database } from '../../database'
import { isAvailable, kinds } from '../../testing/databases'
import { applied, newChange } from '../../testing/new-changes'
import { storeTest } from '../../testing/store-test'
import type { History } from './history'

const START = Date.parse('2026-03-01T10:00:00.000Z')
const iso = (second: number) => new Date(START + second * 1000).toISOString()

/** Fifty changes, five per second: rooms a and b, people p0 to p2, one unsettled, some external. */
async function fill({ kysely }: Database) {
  const outcomes: Outcome[] = ['applied', 'applied', 'partial', 'not-applied']
  const rows = Array.from({ length: 50 }, (_, n) => {
    const outcome = n === 49 ? 'pending' : (outcomes[n % 4] ?? 'applied')
    const isExternal = n % 10 === 0
    return {
      id: randomUUID(),
      room: n % 2 ? 'a' : 'b',
      source: isExternal ? ('outside' as const) : ('console' as const),
      person_id: isExternal ? null : `p${n % 3}`,
      person_name: isExternal ? null : `Person ${n % 3}${n > 40 ? ' new' : ''}`,
      at: START + Math.floor(n / 5) * 1000,
      changes: '[]',
      outcome,
      results: '[]',
      settled_at: outcome === 'pending' ? null : START + 60_000,
      calls: '[]',
    }
  })
  await kysely.insertInto('changes').values(rows).execute()
  return rows
}

async function readAll(history: History, filters: HistoryQuery, limit = 7) {
  const changes: Change[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await history.list({ ...filters, cursor, limit })
    expect(page.changes.length).toBeLessThanOrEqual(limit)
    changes.push(...page.changes)
    if (page.next === null) return changes
    cursor = page.next
  }
}

describe.each(kinds)('history on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('pages through equal times without a gap or a repeat', async ({ database, history }) => {
    const rows = await fill(database)
    for (const limit of [1, 3, 7, 49, 50, 51]) {
      const changes = await readAll(history, {}, limit)
      expect(changes.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort())
      const times = changes.map(({ at }) => at)
      expect(times).toEqual([...times].sort().reverse())
    }
  })

  it('keeps its place while new changes are written', async ({ database, history, journal }) => {
    const rows = await fill(database)
    const first = await history.list({ limit: 20 })
    await journal.insertPending(newChange())
    const second = await history.list({ limit: 40, cursor: first.next ?? '' })
    const ids = [...first.changes, ...second.changes].map(({ id }) => id)
    expect(ids.sort()).toEqual(rows.map(({ id }) => id).sort())
  })

  it('filters by each criterion and by all together', async ({ database, history }) => {
    const rows = await fill(database)
    type Row = (typeof rows)[number]
    const cases: [HistoryQuery, (row: Row) => boolean][] = [
      [{ room: 'a' }, ({ room }) => room === 'a'],
      [{ room: 'nowhere' }, () => false],
      [{ person: 'p1' }, ({ person_id }) => person_id === 'p1'],
      [{ outcome: 'partial' }, ({ outcome }) => outcome === 'partial'],
      [{ outcome: 'unsettled' }, ({ settled_at }) => settled_at === null],
      [{ source: 'outside' }, ({ source }) => source === 'outside'],
      [{ since: iso(3), until: iso(5) }, ({ at }) => at >= START + 3000 && at < START + 5000],
      [
        {
          room: 'b',
          person: 'p2',
          outcome: 'applied',
          source: 'console',
          since: iso(1),
        },
        ({ room, person_id, outcome, at }) =>
          room === 'b' && person_id === 'p2' && outcome === 'applied' && at >= START + 1000,
      ],
    ]
    for (const [filters, matches] of cases) {
      const found = (await readAll(history, filters)).map(({ id }) => id)
      expect(found.sort()).toEqual(
        rows
          .filter(matches)
          .map(({ id }) => id)
          .sort(),
      )
    }
  })

  it('refuses a cursor that it did not create', async ({ history }) => {
    for (const cursor of ['', 'x', Buffer.from('["1",2]').toString('base64url')]) {
      await expect(history.list({ cursor, limit: 5 })).rejects.toMatchObject({
        code: 'request.malformed',
        details: { params: { field: 'cursor' } },
      })
    }
  })

  it('returns every match in pages', async ({ database, history, journal }) => {
    await fill(database)
    for (let n = 0; n < 250; n++) {
      const { id } = (await journal.insertPending(newChange({ room: 'many' }))).record.change
      await journal.settle(id, applied)
    }
    const pages: Change[][] = []
    for await (const page of history.iteratePages({ room: 'many' })) pages.push(page)
    expect(pages.map(({ length }) => length)).toEqual([200, 50])
    expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(250)
    expect((await history.iteratePages({ room: 'nowhere' }).next()).done).toBe(true)
  })

  it('returns the marks of a time span, the authors, and the last state of a room', async ({
    database,
    history,
    journal,
  }) => {
    const rows = await fill(database)
    const marks = await history.listMarks({ room: 'a', since: iso(0), until: iso(2), limit: 50 })
    const expected = rows.filter(({ room, at }) => room === 'a' && at < START + 2000)
    expect(marks.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort())
    expect(Object.keys(marks[0] ?? {}).sort()).toEqual(['at', 'id', 'outcome', 'source'])
    expect(await history.listAuthors()).toEqual([
      { id: 'p0', name: 'Person 0 new' },
      { id: 'p1', name: 'Person 1 new' },
      { id: 'p2', name: 'Person 2 new' },
    ])
    expect(await history.findLastRead('a')).toBeNull()
    const { id } = (await journal.insertPending(newChange({ room: 'c' }))).record.change
    await journal.settle(id, applied)
    await journal.insertPending(newChange({ room: 'c' }))
    expect(await history.findLastRead('c')).toEqual({
      entries: applied.after,
      readAt: applied.readAt,
    })
  })
})
