import { CompiledQuery } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { HistoryQuery } from '@/lib/shared/changes/history-filters'
import type { StoreKind } from '../../backend'
import type { Database } from '../../database'
import { isAvailable, kinds } from '../../testing/databases'
import { LONG, timeOf, writeLongJournal } from '../../testing/long-journal'
import { openTestDatabase } from '../../testing/store-test'
import { findLastChanges } from '../rooms/last-changes'
import { createHistory, type History } from './history'

const WEEK = { since: timeOf(50_000), until: timeOf(52_000) }

/**
 * Filters and combinations that people use, with the index that SQLite must choose. PostgreSQL
 * chooses by itself.
 */
const FILTERS: Record<string, [HistoryQuery, string]> = {
  everything: [{}, 'changes_by_at'],
  'a room': [{ room: 'room-42' }, 'changes_by_room'],
  'a person': [{ person: 'person-7' }, 'changes_by_person_id'],
  'the partial ones': [{ outcome: 'partial' }, 'changes_by_outcome'],
  'the unsettled ones': [{ outcome: 'unsettled' }, 'changes_room_taken'],
  'the external ones': [{ source: 'outside' }, 'changes_by_source'],
  'a week': [WEEK, 'changes_by_at'],
  'a busy person’s unsettled ones': [
    { person: 'person-0', outcome: 'unsettled' },
    'changes_room_taken',
  ],
  'a room’s saved ones': [{ room: 'room-42', outcome: 'applied' }, 'changes_by_room'],
  'a room’s partial ones': [{ room: 'room-42', outcome: 'partial' }, 'changes_by_room'],
  'a room’s from the console': [{ room: 'room-42', source: 'console' }, 'changes_by_room'],
  'a room’s week': [{ room: 'room-42', ...WEEK }, 'changes_by_room'],
  'a room’s by a busy person': [{ room: 'room-42', person: 'person-0' }, 'changes_by_room'],
  'a busy person’s week': [{ person: 'person-0', ...WEEK }, 'changes_by_person_id'],
  'a person’s partial ones': [{ person: 'person-7', outcome: 'partial' }, 'changes_by_person_id'],
  'a person’s restores': [{ person: 'person-7', source: 'restore' }, 'changes_by_person_id'],
  'a week’s partial ones': [{ outcome: 'partial', ...WEEK }, 'changes_by_outcome'],
  'an unknown person': [{ person: 'unknown', outcome: 'applied' }, 'changes_by_person_id'],
  'a key of all rooms': [{ key: 'key1' }, 'changed_keys'],
  'a key’s external ones': [{ key: 'key1', source: 'outside' }, 'changed_keys'],
  'a key’s week': [{ key: 'key1', ...WEEK }, 'changed_keys'],
  'a key of a room': [{ room: 'room-42', key: 'key1' }, 'changed_keys'],
  'all filters': [
    { room: 'room-42', person: 'person-7', outcome: 'applied', source: 'console', ...WEEK },
    'changes_by_room',
  ],
}

/** The query plans of the queries that `run` makes. */
async function plansOf(
  database: Database,
  kind: StoreKind,
  run: (history: History, database: Database) => unknown,
) {
  const queries: CompiledQuery[] = []
  const kysely = database.kysely.withPlugin({
    transformQuery({ node, queryId }) {
      queries.push(database.kysely.getExecutor().compileQuery(node, queryId))
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const read: Database['read'] = (query) => {
    queries.push(query)
    return database.read(query)
  }
  const observed = { ...database, kysely, read }
  await run(createHistory(observed), observed)
  const keyword = kind === 'postgres' ? 'explain' : 'explain query plan'
  // A prepared query is also compiled without its parameters.
  const complete = queries.filter(({ parameters }) =>
    parameters.every((value) => typeof value !== 'object' || value === null),
  )
  const plans = complete.map(async ({ sql, parameters }) => {
    const explain = CompiledQuery.raw(`${keyword} ${sql}`, [...parameters])
    const { rows } = await database.kysely.executeQuery(explain)
    return rows.map((row) => Object.values(row as object).at(-1))
  })
  return (await Promise.all(plans)).flat().join('\n')
}

/** SQLite also says SCAN when it walks an index in order, as for a page without a filter. */
const WHOLE_TABLE = /Seq Scan|SCAN changes$/m

/** SQLite plans with statistics that a store has from its start, whatever it contains. */
const COUNTS = { embedded: 5_000, postgres: LONG }

describe.each(kinds)('a long journal on %s', (kind) => {
  it.skipIf(!isAvailable(kind))(
    'is read through the narrowest index for every filter',
    async () => {
      const database = await openTestDatabase(kind)
      await writeLongJournal(database, COUNTS[kind])
      if (kind === 'postgres') {
        await database.kysely.executeQuery(CompiledQuery.raw('analyze changes'))
      }
      const check = async (name: string, run: Parameters<typeof plansOf>[2], index: string) => {
        const plan = await plansOf(database, kind, run)
        expect(plan, name).toMatch(kind === 'embedded' ? index : /index/i)
        expect(plan, name).not.toMatch(WHOLE_TABLE)
      }
      for (const [name, [filters, index]] of Object.entries(FILTERS)) {
        await check(name, (history) => history.list({ ...filters, limit: 25 }), index)
      }
      const span = { since: timeOf(0), until: timeOf(LONG) }
      await check('people', (history) => history.listAuthors(), 'changes_by_person_id')
      await check('marks', (history) => history.listMarks({ ...span, limit: 9 }), 'changes_by_at')
      await check('last read', (history) => history.findLastRead('room-42'), 'changes_by_room')
      const roomOpen = (history: History) => history.listOpenChanges({ room: 'room-42' })
      await check('a room’s open ones', roomOpen, 'changes_by_room')
      await check('all open ones', (history) => history.listOpenChanges({}), 'changes_by_outcome')
      await check(
        'last changes of rooms',
        (_, observed) => findLastChanges(observed, ['room-1', 'room-42']),
        'changes_by_room_order',
      )
      await check(
        'last change of a key',
        (history) => history.findLastKeyChanges('room-42', ['key1', 'key2']),
        'sqlite_autoindex_changes',
      )
      await check(
        'room names',
        (history) => history.listRoomNames(['room-1', 'room-2']),
        'sqlite_autoindex_rooms',
      )
      await check(
        'observed',
        (history) => history.listObserved({ room: 'a', ...span }),
        'sightings_by_room',
      )
    },
    60_000,
  )
})
