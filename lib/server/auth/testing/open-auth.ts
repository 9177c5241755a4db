import 'server-only'
import { hashPassword } from 'better-auth/crypto'
import type { Role } from '@/lib/shared/access/roles'
import type { StoreKind } from '../../db/backend'
import { openTestDatabase } from '../../db/testing/store-test'
import { readConfig } from '../../runtime/config'
import { createLog } from '../../runtime/log'
import { createAuth } from '../auth'

export const PASSWORD = 'a password of the tests'
/** Made once: a hash takes a tenth of a second. */
const hash = hashPassword(PASSWORD)

const SETTINGS = {
  LIVE_ENGINE_REGION: 'china',
  LIVE_ENGINE_SDK_APP_ID: '1400000001',
  LIVE_ENGINE_SECRET_KEY: 'not-a-real-key',
  LIVE_ENGINE_IDENTIFIER: 'administrator',
  AUTH_SECRET: 'not-a-real-secret-but-long-enough',
  ADMIN_EMAIL: 'First@Example.com',
  ADMIN_PASSWORD: PASSWORD,
}

/** Sign-in on a store of its own, as at the start of a process; `again` is another process on the same store. */
export async function openAuth(kind: StoreKind, env: Record<string, string> = {}) {
  const database = await openTestDatabase(kind)
  const config = readConfig({ ...SETTINGS, ...env })
  const again = () => createAuth({ config, database, log: createLog('silent') })
  const auth = await again()
  const newPerson = async (role: Role, email = `${role}@example.com`) =>
    auth.people.add({ email, name: `Test ${role}`, role, passwordHash: await hash })
  /** The cookies that a sign-in sets; throws what the library does. */
  const cookiesOf = async (email: string, password = PASSWORD) => {
    const { headers } = await auth.library.api.signInEmail({
      body: { email, password },
      headers: new Headers({ 'user-agent': 'Firefox' }),
      returnHeaders: true,
    })
    return headers.getSetCookie()
  }
  const visitor = (cookies: readonly string[]) =>
    auth.visitorOf(new Headers({ cookie: cookies.map((each) => each.split(';', 1)[0]).join('; ') }))
  const sessionOf = (cookies: readonly string[]) => auth.sessionOf(visitor(cookies))
  return { database, config, auth, again, newPerson, cookiesOf, visitor, sessionOf }
}
