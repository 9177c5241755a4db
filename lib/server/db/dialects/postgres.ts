import 'server-only'
import { PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Backend, SqlDialect } from '../backend'
import { StoreError } from '../store-error'
import { createNamedStatements } from './named-statements'
import { postgresChangedKeys } from './postgres-changed-keys'
import { createPostgresNotifications } from './postgres-notifications'
import { lendConnections } from './postgres-pool'
import { postgresRoomIndex } from './postgres-room-index'

/** Advisory lock under which replicas migrate one after the other; the number is arbitrary. */
const MIGRATION_LOCK = 7_406_052_931
const CONNECT_MS = 800
/**
 * A save is refused after this time; the server gives up as well, so that nothing is written later.
 */
const LOCK_MS = 800
const QUERY_MS = 5_000
/** Of each process. Beside them it has one that listens to notifications. */
const READ_CONNECTIONS = 4
const WRITE_CONNECTIONS = 6
const INT8 = 20

const sqlDialect: SqlDialect = {
  clock: sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`,
  tableNames: sql`select tablename as name from pg_tables where schemaname = current_schema()`,
  immutabilityTriggers: [
    sql`create function changes_are_final() returns trigger language plpgsql as $$
        begin raise exception 'a settled change never changes'; end $$`,
    sql`create trigger changes_settled before update on changes for each row
        when (old.settled_at is not null) execute function changes_are_final()`,
    sql`create trigger changes_kept before delete or truncate on changes for each statement
        execute function changes_are_final()`,
  ],
  roomOrderTriggers: [
    sql`create function changes_count() returns trigger language plpgsql as $$
        begin
          new.room_order := (select coalesce(max(room_order), 0) + 1 from changes
            where room = new.room);
          return new;
        end $$`,
    sql`create trigger changes_counted before insert or update on changes for each row
        when (new.settled_at is not null and new.room_order = 0) execute function changes_count()`,
  ],
  auditTriggers: [
    sql`create function audit_entries_are_final() returns trigger language plpgsql as $$
        begin raise exception 'an audit entry never changes'; end $$`,
    sql`create trigger audit_log_kept before update or delete or truncate on audit_log
        for each statement execute function audit_entries_are_final()`,
  ],
  plannerStatistics: [],
  roomIndex: postgresRoomIndex,
  changedKeys: postgresChangedKeys,
}

/** Throws {@link StoreError} when the server of DATABASE_URL cannot be reached. */
export async function openPostgres(databaseUrl: string): Promise<Backend> {
  const settings: pg.ClientConfig = {
    connectionString: databaseUrl,
    application_name: 'live-room-console',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  }
  await assertReachable({ ...settings, connectionTimeoutMillis: QUERY_MS })
  const createPool = (max: number) =>
    new pg.Pool({
      ...settings,
      max,
      lock_timeout: LOCK_MS,
      query_timeout: QUERY_MS,
      types: { getTypeParser },
    })
  const pools = { reads: createPool(READ_CONNECTIONS), writes: createPool(WRITE_CONNECTIONS) }
  const notifications = createPostgresNotifications(settings, pools.writes)
  const statements = createNamedStatements()
  return {
    kind: 'postgres',
    dialect: new PostgresDialect({ pool: lendConnections(pools, statements) }),
    sqlDialect,
    keepPrepared: statements.add,
    // Every commit waits: PostgreSQL syncs those of several connections at once.
    unsyncedPlugins: [],
    publish: notifications.publish,
    subscribe: notifications.subscribe,
    withMigrationLock: (work) => withLock(settings, work),
    close: notifications.close,
  }
}

/**
 * PostgreSQL returns 64-bit integers as strings; ours are counts and milliseconds, far below 2^53.
 */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  return oid === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format)
}

async function assertReachable(settings: pg.ClientConfig) {
  try {
    const client = new pg.Client(settings)
    await client.connect()
    await client.end()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reply'
    throw new StoreError(
      `The PostgreSQL server of DATABASE_URL cannot be used (${code}). Check the address, the account and that it is running.`,
      { cause: error },
    )
  }
}

/** The lock lives as long as its connection, so it needs its own and cannot outlive a crash. */
async function withLock<T>(settings: pg.ClientConfig, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client(settings)
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    return await work()
  } finally {
    await client.end()
  }
}
