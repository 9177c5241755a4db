import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Selectable, Transaction } from 'kysely'
import * as z from 'zod/mini'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import type { NewPreset } from '@/lib/shared/api/preset-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import type { AuditAuthor, AuditChange } from '@/lib/shared/audit/audit-entry'
import { diffEntries } from '@/lib/shared/changes/diff'
import type { Entry } from '@/lib/shared/metadata/entry'
import { entrySchema } from '@/lib/shared/metadata/entry-schemas'
import { PRESET_LIMITS, type Preset } from '@/lib/shared/presets/preset'
import type { PresetsTable } from '../../batch-schema'
import type { Database } from '../../database'
import { isUniqueViolation, withStoreErrors, withStoreTimeout } from '../../query-errors'
import type { Tables } from '../../schema'
import { appendAudit } from '../audit/append-audit'

/** Who changes a preset, for the preset itself and for the audit log. */
type Author = AuditAuthor & { by: NonNullable<AuditAuthor['by']> }

/**
 * Named sets of entries. Every change is recorded in the audit log in the same transaction. All
 * operations throw `journal.unavailable` when the store fails.
 */
export type Presets = {
  /** Sorted by name. */
  list(): Promise<Preset[]>
  /** The name of a preset; null if there is none with this id. */
  findName(id: string): Promise<string | null>
  /** Throws `preset.exists` for a name that differs in case or width only, and `preset.too-many`. */
  add(preset: NewPreset, author: Author): Promise<Preset>
  /** Null for an unknown id. Throws `preset.changed` unless `version` is current, `preset.exists`. */
  change(id: string, version: number, preset: NewPreset, author: Author): Promise<Preset | null>
  /** False for an unknown id. */
  delete(id: string, author: Author): Promise<boolean>
}

export function createPresets(database: Database): Presets {
  const { kysely } = database
  const write = <T>(work: (trx: Transaction<Tables>) => Promise<T>) =>
    withStoreErrors(() => kysely.transaction().execute(work))
  return {
    list: () =>
      withStoreTimeout(async () =>
        (await selectPresets(database).orderBy('folded_name').execute()).map(toPreset),
      ),
    findName: (id) =>
      withStoreTimeout(async () => {
        const query = kysely.selectFrom('presets').select('name').where('id', '=', id)
        return (await query.executeTakeFirst())?.name ?? null
      }),
    add: (preset, author) => write((trx) => add({ ...database, kysely: trx }, preset, author)),
    change: (id, version, preset, author) =>
      write((trx) => change({ ...database, kysely: trx }, id, version, preset, author)),
    delete: (id, author) => write((trx) => remove({ ...database, kysely: trx }, id, author)),
  }
}

const selectPresets = ({ kysely }: Pick<Database, 'kysely'>) =>
  kysely
    .selectFrom('presets')
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('changes')
        .select((count) => count.cast<number>(count.fn.countAll(), 'integer').as('uses'))
        .whereRef('changes.preset_id', '=', 'presets.id')
        .where('changes.outcome', 'in', ['applied', 'partial'])
        .as('uses'),
    )

async function add(
  database: Database,
  { name, entries }: NewPreset,
  author: Author,
): Promise<Preset> {
  const { kysely, clock } = database
  const { count } = await kysely
    .selectFrom('presets')
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('count'))
    .executeTakeFirstOrThrow()
  if (count >= PRESET_LIMITS.presets) {
    throw new Problem('preset.too-many', { params: { limit: PRESET_LIMITS.presets } })
  }
  const id = randomUUID()
  await withUniqueName(() =>
    kysely
      .insertInto('presets')
      .values({ id, ...toColumns(name, entries, author), updated_at: clock, version: 1 })
      .execute(),
  )
  await appendAudit(kysely, clock, {
    action: 'preset.added',
    author,
    subject: { id, name },
    changes: describeEntries([], entries),
  })
  return findOrThrow(database, id)
}

async function change(
  database: Database,
  id: string,
  version: number,
  { name, entries }: NewPreset,
  author: Author,
): Promise<Preset | null> {
  const { kysely, clock } = database
  const row = await selectPresets(database).where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const before = toPreset(row)
  const updated = await withUniqueName(() =>
    kysely
      .updateTable('presets')
      .set({ ...toColumns(name, entries, author), updated_at: clock, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .returning('id')
      .execute(),
  )
  if (updated.length === 0) throw new Problem('preset.changed')
  const renamed = before.name === name ? [] : [{ field: 'name', from: before.name, to: name }]
  const changes = [...renamed, ...describeEntries(before.entries, entries)]
  const subject = { id, name }
  await appendAudit(kysely, clock, { action: 'preset.changed', author, subject, changes })
  return findOrThrow(database, id)
}

async function remove(database: Database, id: string, author: Author): Promise<boolean> {
  const { kysely, clock } = database
  const row = await kysely
    .deleteFrom('presets')
    .where('id', '=', id)
    .returning(['name', 'entries'])
    .executeTakeFirst()
  if (!row) return false
  const changes = describeEntries(parseEntries(row.entries), [])
  const subject = { id, name: row.name }
  await appendAudit(kysely, clock, { action: 'preset.deleted', author, subject, changes })
  return true
}

async function findOrThrow(database: Database, id: string): Promise<Preset> {
  return toPreset(await selectPresets(database).where('id', '=', id).executeTakeFirstOrThrow())
}

async function withUniqueName<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('preset.exists', { cause: error })
    throw error
  }
}

const toColumns = (name: string, entries: readonly Entry[], { by }: Author) => ({
  name,
  folded_name: name.normalize('NFKC').toLocaleLowerCase('en'),
  entries: JSON.stringify(entries),
  person_id: by.id,
  person_name: by.name,
})

const parseEntries = (text: string) => z.array(entrySchema).parse(JSON.parse(text))

/** One field per key that differs. */
const describeEntries = (before: readonly Entry[], after: readonly Entry[]): AuditChange[] =>
  diffEntries(before, after).map(({ key, from, to }) => ({ field: `entry ${key}`, from, to }))

function toPreset(row: Selectable<PresetsTable> & { uses: number | null }): Preset {
  return {
    id: row.id,
    name: row.name,
    entries: parseEntries(row.entries),
    version: row.version,
    uses: row.uses ?? 0,
    updatedAt: toIsoTime(row.updated_at),
    updatedBy: { id: row.person_id, name: row.person_name },
  }
}
