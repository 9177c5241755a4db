import 'server-only'
import type { Kysely, Selectable } from 'kysely'
import * as z from 'zod/mini'
import { toIsoTime } from '@/lib/shared/api/iso-time'
import { Problem } from '@/lib/shared/api/problem'
import type { AuditAuthor } from '@/lib/shared/audit/audit-entry'
import {
  type Catalogue,
  type KeyDescription,
  keyDescriptionSchema,
} from '@/lib/shared/catalogue/key-description'
import type { Database } from '../../database'
import { prepareQuery } from '../../prepared-query'
import { isUniqueViolation, withStoreErrors, withStoreTimeout } from '../../query-errors'
import type { CatalogueVersionsTable, Tables } from '../../schema'
import { appendAudit } from '../audit/append-audit'
import { describeCatalogueChange } from './catalogue-audit'

/** The key catalogue. Every version stays in the store. Throws `journal.unavailable`. */
export type CatalogueStore = {
  read(): Promise<Catalogue>
  /**
   * Replaces version `version` and records in the audit log what changed for each key. Returns the
   * catalogue unchanged if it is the same. Throws `catalogue.stale` if there is another version.
   */
  replace(version: number, keys: readonly KeyDescription[], author: AuditAuthor): Promise<Catalogue>
}

const EMPTY: Catalogue = { version: 0, changedAt: null, changedBy: null, keys: [] }

export function createCatalogueStore(database: Database): CatalogueStore {
  // A version never changes, so a process parses each one once.
  let latest = EMPTY
  return {
    read: () =>
      withStoreTimeout(async () => {
        const [row] = await findVersion(database, {})
        const version = row?.version ?? EMPTY.version
        if (version !== latest.version) latest = await readLatest(database.kysely)
        return latest
      }),
    replace: (version, keys, author) =>
      withStoreErrors(() => replace(database, version, keys, author)),
  }
}

async function replace(
  { kysely, clock }: Database,
  version: number,
  keys: readonly KeyDescription[],
  author: AuditAuthor,
): Promise<Catalogue> {
  try {
    return await kysely.transaction().execute(async (trx) => {
      const current = await readLatest(trx)
      if (current.version !== version) throw new Problem('catalogue.stale')
      const entries = describeCatalogueChange(current.keys, keys)
      if (entries.length === 0) return current
      await trx
        .insertInto('catalogue_versions')
        .values({
          version: version + 1,
          at: clock,
          person_id: author.by?.id ?? null,
          person_name: author.by?.name ?? null,
          keys: JSON.stringify(keys),
        })
        .execute()
      for (const entry of entries) await appendAudit(trx, clock, { ...entry, author })
      return readLatest(trx)
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('catalogue.stale', { cause: error })
    throw error
  }
}

/** Every save asks for it. */
const findVersion = prepareQuery(({ kysely }) =>
  kysely.selectFrom('catalogue_versions').select('version').orderBy('version', 'desc').limit(1),
)

async function readLatest(kysely: Kysely<Tables>): Promise<Catalogue> {
  const row = await kysely
    .selectFrom('catalogue_versions')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? toCatalogue(row) : EMPTY
}

function toCatalogue(row: Selectable<CatalogueVersionsTable>): Catalogue {
  const { version, at, person_id: id, person_name: name } = row
  return {
    version,
    changedAt: toIsoTime(at),
    changedBy: id === null ? null : { id, name: name ?? '' },
    keys: z.array(keyDescriptionSchema).parse(JSON.parse(row.keys)),
  }
}
