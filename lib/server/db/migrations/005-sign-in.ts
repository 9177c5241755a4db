import 'server-only'
import { type Kysely, type Migration, sql } from 'kysely'

/**
 * A link to an identity provider is keyed by issuer and subject, one per person; a session knows when
 * its owner last proved who they are and which session of the provider it belongs to.
 *
 * `issuer` is the configured one: links of earlier versions belong to it. Without it they match no
 * subject until an administrator unlinks the person, because equal subjects of another provider are
 * other people.
 */
export const signIn = (issuer: string | undefined): Migration => ({
  async up(db: Kysely<unknown>) {
    for (const [column, type] of SESSION_COLUMNS) {
      await db.schema.alterTable('sessions').addColumn(column, type).execute()
    }
    // Earlier versions linked any number of subjects to one person; the first one stays.
    await sql`delete from accounts where provider_id = 'oidc' and exists (
      select 1 from accounts earlier where earlier.provider_id = 'oidc'
        and earlier.person_id = accounts.person_id
        and (earlier.created_at < accounts.created_at
          or (earlier.created_at = accounts.created_at and earlier.id < accounts.id)))`.execute(db)
    if (issuer !== undefined) {
      await sql`update accounts set account_id = ${`${issuer.replace(/\/$/, '')} `} || account_id
        where provider_id = 'oidc'`.execute(db)
    }
    await sql`create unique index accounts_one_identity on accounts (person_id)
      where provider_id = 'oidc'`.execute(db)
    for (const [column] of SESSION_COLUMNS.slice(1)) {
      await db.schema.createIndex(`sessions_by_${column}`).on('sessions').column(column).execute()
    }
  },
})

const SESSION_COLUMNS = [
  ['authenticated_at', 'bigint'],
  ['identity', 'text'],
  ['provider_session', 'text'],
] as const
