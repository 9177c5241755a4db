import 'server-only'
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Change } from '@/lib/shared/changes/change'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Database } from '../database'
import { isUniqueViolation } from '../failures'
import { CHANGE_COLUMNS, changeOf, roomOf } from '../mappers'

/** A change that nobody made here: seen in the room, `after` is all that stood there at `readAt` (ISO 8601). */
export type OutsideChange = Pick<Change, 'room' | 'changes'> & {
  readAt: string
  after: readonly Entry[]
}

/**
 * Where the journal stands with a room. `taken` = a change of ours is not settled; `head` is the id of the change
 * that was settled last; `entries` is what the room held then, null where no change tells.
 */
export type Stand = {
  taken: boolean
  head: string | null
  /** Epoch milliseconds, by the database's clock; 0 without a head. */
  settledAt: number
  entries: Entry[] | null
}

/** Rows looked through for the newest room read back; those without one are refused saves. */
const NEWEST = 20

export async function standOf({ kysely }: Database, room: string): Promise<Stand> {
  const rows = await kysely
    .selectFrom('changes')
    .select([
      'id',
      'settled_at',
      'outcome',
      sql<number>`case when after is null then 0 else 1 end`.as('read'),
    ])
    .where('room', '=', room)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(NEWEST)
    .execute()
  const settled = rows.flatMap(({ settled_at, ...row }) =>
    settled_at === null ? [] : [{ ...row, settledAt: settled_at }],
  )
  // Not by `at`: an outside change may have been written down between the begin of a save and its end.
  settled.sort((a, b) => b.settledAt - a.settledAt || (a.id < b.id ? 1 : -1))
  const [head] = settled
  const telling = settled.find(({ read, outcome }) => read === 1 || outcome !== 'not-applied')
  const entries = telling?.read === 1 ? await afterOf(kysely, telling.id) : null
  const taken = settled.length < rows.length
  return { taken, head: head?.id ?? null, settledAt: head?.settledAt ?? 0, entries }
}

async function afterOf(kysely: Database['kysely'], id: string): Promise<Entry[] | null> {
  const row = await kysely
    .selectFrom('changes')
    .select('after')
    .where('id', '=', id)
    .executeTakeFirst()
  return roomOf(row?.after ?? null)
}

/**
 * Writes down a change from outside, settled as it is written, unless anything else was begun or settled in the room
 * since `stand`: then nothing is written and the answer is null, and a fresh look will tell. Its id is made of the one
 * before it, so that of any number of replicas which see the same change one writes it.
 */
export async function insertOutside(
  database: Database,
  seen: OutsideChange,
  stand: Stand,
): Promise<Change | null> {
  const { kysely } = database
  const now = await database.now()
  const results = seen.changes.map(({ key, to }) => ({ key, result: 'applied', found: to }))
  const row = kysely
    .selectNoFrom(({ val }) => [
      val(idAfter(seen.room, stand.head)).as('id'),
      val(seen.room).as('room'),
      val('outside' as const).as('source'),
      integer(now).as('at'),
      val(JSON.stringify(seen.changes)).as('changes'),
      val('applied' as const).as('outcome'),
      val(JSON.stringify(results)).as('results'),
      integer(now).as('settled_at'),
      integer(Date.parse(seen.readAt)).as('read_at'),
      val(JSON.stringify(seen.after)).as('after'),
      val('[]').as('calls'),
    ])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('changes')
            .select('id')
            .where('room', '=', seen.room)
            .where(({ eb, or }) =>
              or([eb('settled_at', 'is', null), eb('settled_at', '>', stand.settledAt)]),
            ),
        ),
      ),
    )
  try {
    const inserted = await kysely
      .insertInto('changes')
      .columns([
        'id',
        'room',
        'source',
        'at',
        'changes',
        'outcome',
        'results',
        'settled_at',
        'read_at',
        'after',
        'calls',
      ])
      .expression(row)
      .returning(CHANGE_COLUMNS)
      .executeTakeFirst()
    return inserted ? changeOf(inserted) : null
  } catch (error) {
    if (isUniqueViolation(error)) return null
    throw error
  }
}

/** A parameter of a SELECT has no type of its own in PostgreSQL and would count as text. */
const integer = (value: number) => sql<number>`cast(${value} as bigint)`

/** In the form of a UUID, as every other id is. */
function idAfter(room: string, head: string | null): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([room, head]))
    .digest('hex')
  return hex.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-8$3-8$4-$5')
}
