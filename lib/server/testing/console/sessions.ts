import 'server-only'
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import type { Role } from '@/lib/shared/access/roles'
import { type DatabaseSettings, openDatabase } from '../../db/database'
import { createPeople } from '../../db/repositories/people'

const DAY_MS = 24 * 3_600_000

/**
 * People with a session each, written into the store of consoles that are not started yet, and the cookies of these:
 * to hash two hundred passwords would take longer than what is tested.
 */
export async function makeSessions(
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
    const person = await people.add({ email, name: `Person ${n}`, role, passwordHash: null })
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
    const sign = createHmac('sha256', secret).update(token).digest('base64')
    cookies.push(`console.session_token=${encodeURIComponent(`${token}.${sign}`)}`)
  }
  await database.close()
  return cookies
}
