import 'server-only'
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { stringifyCookie } from 'cookie'
import type { Role } from '@/lib/shared/access/roles'
import { type DatabaseSettings, openDatabase } from '../../db/database'
import { createPeople } from '../../db/repositories/people/people'
import { author } from '../../db/testing/audit-author'

const DAY_MS = 24 * 3_600_000

/**
 * Adds people with one session each and returns the cookies. Writes them into the store before the
 * consoles start, because hashing two hundred passwords would take longer than the tests.
 */
export async function createSessions(
  settings: DatabaseSettings,
  secret: string,
  count: number,
  role: Role = 'editor',
): Promise<string[]> {
  const database = await openDatabase(settings)
  const people = createPeople(database)
  const cookies: string[] = []
  for (let n = 0; n < count; n++) {
    const email = `${randomUUID()}@example.com`
    const person = await people.add(
      { email, name: `Person ${n}`, role, passwordHash: null },
      author,
    )
    const token = randomBytes(24).toString('base64url')
    const now = new Date().toISOString()
    await database.kysely
      .insertInto('sessions')
      .values({
        id: randomUUID(),
        token,
        person_id: person.id,
        created_at: now,
        updated_at: now,
        expires_at: new Date(Date.now() + DAY_MS).toISOString(),
        ip_address: null,
        user_agent: null,
        last_seen_at: null,
      })
      .execute()
    const signature = createHmac('sha256', secret).update(token).digest('base64')
    cookies.push(stringifyCookie({ 'console.session_token': `${token}.${signature}` }))
  }
  await database.close()
  return cookies
}
