import 'server-only'
import type { Kysely, Migration } from 'kysely'

/** The accounts that webhooks name as authors of an external change. */
export const claimedAccounts = (): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('changes').addColumn('claimed_by', 'text').execute()
  },
})
