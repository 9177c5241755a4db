import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { Problem } from '@/lib/shared/api/problem'
import type { Database } from '../../database'
import {
  CHANGE_COLUMNS,
  parseStoredEntries,
  parseStoredProblem,
  toCalls,
  toChange,
} from '../../mappers'
import { prepareQuery, type ValueOf } from '../../prepared-query'
import { isUniqueViolation } from '../../query-errors'
import { assertStorable } from '../storable-text'
import type { InsertResult, JournalRecord, NewChange } from './journal-types'

/**
 * The change that refused our INSERT may settle before we read it; under load this can happen
 * several times.
 */
const MAX_ATTEMPTS = 20

/**
 * Inserts first and reads only after a refusal: two unique indexes decide, so no replica can slip
 * in between. The row is on the disk before anything is sent, because the record of the first attempt
 * waits for the disk.
 */
export async function insertPending(
  database: Database,
  newChange: NewChange,
  holder: string,
): Promise<InsertResult> {
  const row = toRow(newChange)
  for (let attempt = 1; ; attempt++) {
    try {
      const inserted = await database.unsynced
        .insertInto('changes')
        .values({ ...row, holder, at: database.clock, heartbeat_at: database.clock })
        .returning(CHANGE_COLUMNS)
        .executeTakeFirstOrThrow()
      return { isNew: true, record: { change: toChange(inserted), after: null } }
    } catch (error) {
      if (!isUniqueViolation(error) || attempt === MAX_ATTEMPTS) throw error
      const record = await findSameSave(database, row)
      if (record) return { isNew: false, record }
      await assertUnlocked(database, newChange.room)
    }
  }
}

function toRow(newChange: NewChange) {
  const { room, by, note, changes, restores, idempotencyKey } = newChange
  const { overwrite = [], acknowledged = [], preset, batch } = newChange
  assertStorable('note', note)
  assertStorable('restores', restores)
  return {
    id: randomUUID(),
    room,
    source: restores === null ? ('console' as const) : ('restore' as const),
    person_id: by.id,
    person_name: by.name,
    note,
    changes: JSON.stringify(
      changes.map(({ key, from, to }) => {
        const warnings = acknowledged.flatMap((each) => (each.key === key ? [each.warning] : []))
        return {
          key,
          from,
          to,
          ...(overwrite.includes(key) && { overwrite: true }),
          ...(warnings.length > 0 && { acknowledged: warnings }),
        }
      }),
    ),
    outcome: 'pending' as const,
    results: '[]',
    restores,
    idempotency_key: idempotencyKey.toLowerCase(),
    digest: digestRequest(newChange),
    calls: '[]',
    batch_id: batch ?? null,
    preset_id: preset?.id ?? null,
    preset_name: preset?.name ?? null,
  }
}

/**
 * Two requests are the same save if room, key changes, note, restored change, the keys to overwrite,
 * the acknowledged warnings, preset and batch are equal. Options that are not used leave the digest
 * as earlier versions stored it.
 */
function digestRequest({
  room,
  changes,
  note,
  restores,
  overwrite = [],
  acknowledged = [],
  preset,
  batch,
}: NewChange) {
  const warnings = acknowledged.map(({ key, warning }) => JSON.stringify([key, warning]))
  const options = {
    ...(overwrite.length > 0 && { overwrite: [...new Set(overwrite)].sort() }),
    ...(warnings.length > 0 && { acknowledged: [...new Set(warnings)].sort() }),
    ...(preset && { preset: preset.id }),
    ...(batch !== undefined && { batch }),
  }
  const parts = [
    room,
    changes.map(({ key, from, to }) => [key, from, to]),
    note,
    restores,
    ...(Object.keys(options).length > 0 ? [options] : []),
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64')
}

/**
 * This person's change with this Idempotency-Key and body, or null. Throws `save.key-reused` for
 * another body.
 */
export function findRepeat(
  database: Database,
  newChange: NewChange,
): Promise<JournalRecord | null> {
  return findSameSave(database, toRow(newChange))
}

async function findSameSave(database: Database, row: ReturnType<typeof toRow>) {
  const found = await findByIdempotencyKey(database, row.person_id, row.idempotency_key)
  if (found && found.digest !== row.digest) throw new Problem('save.key-reused')
  return found ? found.record : null
}

const findRows = prepareQuery(({ kysely }, value: ValueOf<{ person: string; key: string }>) =>
  kysely
    .selectFrom('changes')
    .select([...CHANGE_COLUMNS, 'digest', 'after', 'calls'])
    .where('person_id', '=', value('person'))
    .where('idempotency_key', '=', value('key')),
)

export async function findByIdempotencyKey(database: Database, person: string, key: string) {
  const [row] = await findRows(database, { person, key: key.toLowerCase() })
  if (!row) return null
  const record = {
    change: toChange(row),
    problem: parseStoredProblem(row.problem),
    after: parseStoredEntries(row.after),
  }
  return { digest: row.digest, record, calls: toCalls(row.calls) }
}

/** Throws `room.busy` with the author of the unsettled change and its age in seconds. */
async function assertUnlocked({ kysely, clock }: Database, room: string): Promise<void> {
  const row = await kysely
    .selectFrom('changes')
    .select([...CHANGE_COLUMNS, clock.as('now')])
    .where('room', '=', room)
    .where('settled_at', 'is', null)
    .executeTakeFirst()
  if (!row) return
  const change = toChange(row)
  const seconds = Math.max(0, Math.round((row.now - row.at) / 1000))
  throw new Problem('room.busy', {
    params: { name: change.by?.name ?? '', since: change.at, seconds },
    change,
  })
}
