import 'server-only'
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import type { Change } from '@/lib/shared/changes/change'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { Database } from '../../database'
import { CHANGE_COLUMNS, parseStoredEntries, toChange } from '../../mappers'
import { isUniqueViolation } from '../../query-errors'

/**
 * A change made outside the console, found by reading the room; `after` is the whole room at
 * `readAt` (ISO 8601), and `previousReadAt` is the read before it, if there was one. `claimedBy`: the
 * accounts that webhooks name as its authors.
 */
export type ExternalChange = Pick<Change, 'room' | 'changes'> & {
  readAt: string
  previousReadAt?: string | null
  after: readonly Entry[]
  claimedBy?: readonly string[]
}

/** The newest state of a room in the journal. */
export type JournalHead = {
  /** A change saved in the console is unsettled. */
  isLocked: boolean
  /** The change that settled last. */
  changeId: string | null
  /** Its place among the settled changes of the room; 0 without one. */
  roomOrder: number
  /** The room after that change; null if it was not read back. */
  entries: Entry[] | null
  /** When they were read, ISO 8601. */
  readAt: string | null
}

/** How many rows to search for the newest one with entries; refused saves have none. */
const MAX_HEAD_ROWS = 20

/** The place of a change that settles now, in an UPDATE of its row. */
export const nextRoomOrder = () =>
  sql<number>`(select coalesce(max(earlier.room_order), 0) + 1 from changes earlier
    where earlier.room = changes.room)`

export async function readHead({ kysely }: Database, room: string): Promise<JournalHead> {
  const changes = kysely.selectFrom('changes').where('room', '=', room)
  const unsettled = await changes
    .select('id')
    .where('settled_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  const settled = await changes
    .select([
      'id',
      'room_order',
      'outcome',
      'read_at',
      sql<number>`case when after is null then 0 else 1 end`.as('is_read_back'),
    ])
    .where('settled_at', 'is not', null)
    .orderBy('room_order', 'desc')
    .orderBy('settled_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_HEAD_ROWS)
    .execute()
  const [head] = settled
  const newestRead = settled.find((row) => row.is_read_back === 1 || row.outcome !== 'not-applied')
  const entries =
    newestRead?.is_read_back === 1 ? await readEntriesAfter(kysely, newestRead.id) : null
  return {
    isLocked: unsettled !== undefined,
    changeId: head?.id ?? null,
    roomOrder: head?.room_order ?? 0,
    entries,
    readAt: entries && newestRead?.read_at ? toIsoTime(newestRead.read_at) : null,
  }
}

async function readEntriesAfter(kysely: Database['kysely'], id: string): Promise<Entry[] | null> {
  const row = await kysely
    .selectFrom('changes')
    .select('after')
    .where('id', '=', id)
    .executeTakeFirst()
  return parseStoredEntries(row?.after ?? null)
}

/**
 * Inserts an external change as settled. Returns null and inserts nothing when a change of the room
 * started or settled since `head`; the next read of the room finds what is left. The id derives
 * from the previous change, so only one of several replicas that see the same change inserts it.
 */
export async function insertExternalChange(
  database: Database,
  external: ExternalChange,
  head: JournalHead,
): Promise<Change | null> {
  const { kysely } = database
  const now = await database.now()
  const { claimedBy = [], previousReadAt = null } = external
  const results = external.changes.map(({ key, to }) => ({ key, result: 'applied', found: to }))
  const row = kysely
    .selectNoFrom(({ val }) => [
      val(deriveId(external.room, head.changeId)).as('id'),
      val(external.room).as('room'),
      val('outside' as const).as('source'),
      castToBigint(now).as('at'),
      val(JSON.stringify(external.changes)).as('changes'),
      val('applied' as const).as('outcome'),
      val(JSON.stringify(results)).as('results'),
      castToBigint(now).as('settled_at'),
      castToBigint(head.roomOrder + 1).as('room_order'),
      castToBigint(Date.parse(external.readAt)).as('read_at'),
      castToBigint(previousReadAt === null ? null : Date.parse(previousReadAt)).as(
        'previous_read_at',
      ),
      val(JSON.stringify(external.after)).as('after'),
      val(claimedBy.length > 0 ? JSON.stringify(claimedBy) : null).as('claimed_by'),
      val('[]').as('calls'),
    ])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('changes')
            .select('id')
            .where('room', '=', external.room)
            .where(({ eb, or }) =>
              or([eb('settled_at', 'is', null), eb('room_order', '>', head.roomOrder)]),
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
        'room_order',
        'read_at',
        'previous_read_at',
        'after',
        'claimed_by',
        'calls',
      ])
      .expression(row)
      .returning(CHANGE_COLUMNS)
      .executeTakeFirst()
    return inserted ? toChange(inserted) : null
  } catch (error) {
    if (isUniqueViolation(error)) return null
    throw error
  }
}

/** PostgreSQL treats an untyped parameter of a SELECT as text. */
const castToBigint = <T extends number | null>(value: T) => sql<T>`cast(${value} as bigint)`

/** Shaped like a UUID, as all other ids are. */
function deriveId(room: string, head: string | null): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([room, head]))
    .digest('hex')
  return hex.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-8$3-8$4-$5')
}
