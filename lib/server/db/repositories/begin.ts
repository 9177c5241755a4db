import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { Problem } from '@/lib/shared/api/problem'
import { isWellFormed } from '@/lib/shared/metadata/bytes'
import type { Database } from '../database'
import { isUniqueViolation } from '../failures'
import { CHANGE_COLUMNS, changeOf, problemOf, roomOf } from '../mappers'
import type { Entry, Intent } from './journal'

/** Whoever took the room may have settled between our INSERT and our look, and in a rush so may the next ones. */
const ATTEMPTS = 20

type Begun = { fresh: boolean; entry: Entry }

/**
 * Inserts first and asks afterwards: the two unique indexes decide, so nothing can come between a look and a write,
 * on any number of replicas.
 */
export async function begin(database: Database, intent: Intent, holder: string): Promise<Begun> {
  const row = rowOf(intent)
  for (let attempt = 1; ; attempt++) {
    try {
      const inserted = await database.kysely
        .insertInto('changes')
        .values({ ...row, holder, at: database.clock, heartbeat_at: database.clock })
        .returning(CHANGE_COLUMNS)
        .executeTakeFirstOrThrow()
      return { fresh: true, entry: { change: changeOf(inserted), after: null } }
    } catch (error) {
      if (!isUniqueViolation(error) || attempt === ATTEMPTS) throw error
      const entry = await seenBefore(database, row)
      if (entry) return { fresh: false, entry }
      await assertFree(database, intent.room)
    }
  }
}

function rowOf({ room, by, note, changes, restores, idempotencyKey }: Intent) {
  assertStorable('note', note)
  assertStorable('restores', restores)
  return {
    id: randomUUID(),
    room,
    source: restores === null ? ('console' as const) : ('restore' as const),
    person_id: by.id,
    person_name: by.name,
    note,
    changes: JSON.stringify(changes.map(({ key, from, to }) => ({ key, from, to }))),
    outcome: 'pending' as const,
    results: '[]',
    restores,
    idempotency_key: idempotencyKey.toLowerCase(),
    digest: digestOf({ room, changes, note, restores }),
    calls: '[]',
  }
}

/** Key changes are kept as JSON, which escapes anything; a plain text column takes no NUL and no half character. */
function assertStorable(field: string, text: string | null): void {
  if (text === null || (isWellFormed(text) && !text.includes('\0'))) return
  throw new Problem('request.malformed', { params: { field } })
}

/** Two requests are the same save when room, key changes, note and origin are. */
function digestOf({ room, changes, note, restores }: Omit<Intent, 'by' | 'idempotencyKey'>) {
  const parts = [room, changes.map(({ key, from, to }) => [key, from, to]), note, restores]
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64')
}

/** A save of this person with this key and body; null = none. Throws `save.key-reused` for the key with another body. */
export function seen(database: Database, intent: Intent): Promise<Entry | null> {
  return seenBefore(database, rowOf(intent))
}

async function seenBefore(database: Database, row: ReturnType<typeof rowOf>) {
  const found = await findByKey(database, row.person_id, row.idempotency_key)
  if (found && found.digest !== row.digest) throw new Problem('save.key-reused')
  return found ? found.entry : null
}

export async function findByKey({ kysely }: Database, person: string, key: string) {
  const row = await kysely
    .selectFrom('changes')
    .select([...CHANGE_COLUMNS, 'digest', 'problem', 'after'])
    .where('person_id', '=', person)
    .where('idempotency_key', '=', key.toLowerCase())
    .executeTakeFirst()
  if (!row) return null
  const entry = { change: changeOf(row), problem: problemOf(row.problem), after: roomOf(row.after) }
  return { digest: row.digest, entry }
}

/** Throws `room.busy` with who holds the room and for how many seconds. */
async function assertFree({ kysely, clock }: Database, room: string): Promise<void> {
  const row = await kysely
    .selectFrom('changes')
    .select([...CHANGE_COLUMNS, clock.as('now')])
    .where('room', '=', room)
    .where('settled_at', 'is', null)
    .executeTakeFirst()
  if (!row) return
  const change = changeOf(row)
  const seconds = Math.max(0, Math.round((row.now - row.at) / 1000))
  throw new Problem('room.busy', {
    params: { name: change.by?.name ?? '', since: change.at, seconds },
    change,
  })
}
