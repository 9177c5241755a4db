import 'server-only'
import type { CreateTableBuilder, Kysely, Migration } from 'kysely'

/**
 * People, sessions and tables of the sign-in library. The library is configured for SQLite on both
 * databases, so its dates are ISO text and its booleans 0 and 1; our own columns use epoch
 * milliseconds like the journal. There are no foreign keys: code that removes a person removes
 * their rows.
 */
export const people = (): Migration => ({
  async up(db: Kysely<unknown>) {
    await peopleTable(db).execute()
    await sessionsTable(db).execute()
    await accountsTable(db).execute()
    await verificationsTable(db).execute()
    await secondFactorsTable(db).execute()
    await db.schema
      .createTable('throttle')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('failures', 'integer', (column) => column.notNull())
      .addColumn('blocked_until', 'bigint', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute()
    for (const [table, column] of INDEXES) {
      await db.schema.createIndex(`${table}_by_${column}`).on(table).column(column).execute()
    }
  },
})

const INDEXES = [
  ['sessions', 'person_id'],
  ['accounts', 'person_id'],
  ['accounts', 'account_id'],
  ['verifications', 'identifier'],
  ['second_factors', 'person_id'],
  ['throttle', 'at'],
] as const

const peopleTable = (db: Kysely<unknown>) =>
  dated(db.schema.createTable('people'))
    .addColumn('email', 'text', (column) => column.notNull().unique())
    .addColumn('email_verified', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('image', 'text')
    .addColumn('two_factor_enabled', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('disabled', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('must_change_password', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('last_seen_at', 'bigint')

/** `expires_at` is the absolute end; the idle end counts from `last_seen_at`. */
const sessionsTable = (db: Kysely<unknown>) =>
  dated(db.schema.createTable('sessions'))
    .addColumn('token', 'text', (column) => column.notNull().unique())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('ip_address', 'text')
    .addColumn('user_agent', 'text')
    .addColumn('last_seen_at', 'bigint')

/** How a person signs in: password (provider `credential`) or identity provider. */
const accountsTable = (db: Kysely<unknown>) =>
  dated(db.schema.createTable('accounts'))
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('provider_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('access_token', 'text')
    .addColumn('refresh_token', 'text')
    .addColumn('id_token', 'text')
    .addColumn('access_token_expires_at', 'text')
    .addColumn('refresh_token_expires_at', 'text')
    .addColumn('scope', 'text')
    .addColumn('password', 'text')
    .addUniqueConstraint('accounts_once', ['provider_id', 'account_id'])

const verificationsTable = (db: Kysely<unknown>) =>
  dated(db.schema.createTable('verifications'))
    .addColumn('identifier', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())

const secondFactorsTable = (db: Kysely<unknown>) =>
  db.schema
    .createTable('second_factors')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('backup_codes', 'text', (column) => column.notNull())
    .addColumn('verified', 'integer')
    .addColumn('failed_verification_count', 'integer')
    .addColumn('locked_until', 'text')

const dated = (table: CreateTableBuilder<string, never>) =>
  table
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
