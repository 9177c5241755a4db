import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import type { AuditAuthor } from '@/lib/shared/audit/audit-entry'
import type { People } from '../db/repositories/people/people'
import { type Config, ConfigError } from '../runtime/config'
import { type DemoPerson, listDemoPeople } from './demo-people'
import { assertAcceptable } from './passwords/password-rules'
import type { Passwords } from './passwords/passwords'

const AUTHOR: AuditAuthor = { source: 'startup', by: null }

/**
 * Adds the first admin to an empty store, and the missing demo people in the demo. Throws {@link
 * ConfigError} when the store is empty and the settings name no admin.
 */
export async function bootstrapPeople(
  config: Config,
  people: People,
  passwords: Passwords,
): Promise<void> {
  const existing = new Set((await people.list()).map(({ email }) => email))
  for (const person of listDemoPeople(config)) {
    if (!existing.has(person.email)) await addDemoPerson(person, people, passwords)
  }
  if (config.demo || existing.size > 0) return
  const { admin } = config.auth
  if (!admin) {
    throw new ConfigError([
      'ADMIN_EMAIL and ADMIN_PASSWORD are missing: an empty store needs them to create the first administrator',
    ])
  }
  assertAdminPassword(admin)
  const name = admin.email.slice(0, admin.email.indexOf('@'))
  const passwordHash = await passwords.hash(admin.password)
  await people.addFirst({ email: admin.email, name, role: 'admin', passwordHash }, AUTHOR)
}

/** Only for a new administrator: an earlier start may have accepted it. */
function assertAdminPassword({ email, password }: { email: string; password: string }): void {
  try {
    assertAcceptable(password, [email])
  } catch {
    throw new ConfigError(['ADMIN_PASSWORD is too easy to guess'])
  }
}

async function addDemoPerson(
  { password, ...person }: DemoPerson,
  people: People,
  passwords: Passwords,
): Promise<void> {
  try {
    await people.add({ ...person, passwordHash: await passwords.hash(password) }, AUTHOR)
  } catch (error) {
    // Another process added this person first.
    if (!(error instanceof Problem) || error.code !== 'person.exists') throw error
  }
}
