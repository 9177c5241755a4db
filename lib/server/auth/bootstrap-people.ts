import 'server-only'
import { hashPassword } from 'better-auth/crypto'
import { Problem } from '@/lib/shared/api/problem'
import type { People } from '../db/repositories/people'
import { type Config, ConfigError } from '../runtime/config'
import { type DemoPerson, demoPeopleOf } from './demo-people'

/**
 * Makes the first admin while there is nobody, and the people of the demo where they are missing. Throws
 * {@link ConfigError} when nobody could ever sign in.
 */
export async function makeFirstPeople(config: Config, people: People): Promise<void> {
  const there = new Set((await people.list()).map(({ email }) => email))
  for (const person of demoPeopleOf(config)) {
    if (!there.has(person.email)) await makeDemoPerson(person, people)
  }
  if (config.demo || there.size > 0) return
  const { admin } = config.auth
  if (!admin) {
    throw new ConfigError([
      'ADMIN_EMAIL and ADMIN_PASSWORD are missing: while there is nobody, they make the first administrator',
    ])
  }
  const name = admin.email.slice(0, admin.email.indexOf('@'))
  const passwordHash = await hashPassword(admin.password)
  await people.addFirst({ email: admin.email, name, role: 'admin', passwordHash })
}

async function makeDemoPerson({ password, ...person }: DemoPerson, people: People): Promise<void> {
  try {
    await people.add({ ...person, passwordHash: await hashPassword(password) })
  } catch (error) {
    // Another start was faster.
    if (!(error instanceof Problem) || error.code !== 'person.exists') throw error
  }
}
