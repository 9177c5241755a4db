import 'server-only'
import type { Role } from '@/lib/shared/access/roles'
import type { StoreKind } from '../../db/backend'
import { author } from '../../db/testing/audit-author'
import { openTestDatabase } from '../../db/testing/store-test'
import { readConfig } from '../../runtime/config'
import { createLog } from '../../runtime/log'
import { SERVER_SETTINGS } from '../../testing/server-settings'
import { createAuth } from '../auth'

export const PASSWORD = 'a password of the tests'

const SETTINGS = {
  ...SERVER_SETTINGS,
  ADMIN_EMAIL: 'First@Example.com',
  ADMIN_PASSWORD: PASSWORD,
}

/**
 * Sets up sign-in on a new store. `restart` sets it up again on the same store, like another
 * process.
 */
export async function openAuth(kind: StoreKind, env: Record<string, string> = {}) {
  const database = await openTestDatabase(kind)
  const config = readConfig({ ...SETTINGS, ...env })
  const restart = () => createAuth({ config, database, log: createLog('silent') })
  const auth = await restart()
  const newPerson = async (role: Role, email = `${role}@example.com`) =>
    auth.people.add(
      {
        email,
        name: `Test ${role}`,
        role,
        passwordHash: await auth.passwords.hash(PASSWORD),
      },
      author,
    )
  /** Returns the Set-Cookie headers; throws the errors of better-auth. */
  const signIn = async (email: string, password = PASSWORD) => {
    const { headers } = await auth.betterAuth.api.signInEmail({
      body: { email, password },
      headers: new Headers({ 'user-agent': 'Firefox' }),
      returnHeaders: true,
    })
    return headers.getSetCookie()
  }
  const identify = (cookies: readonly string[]) =>
    auth.identify(new Headers({ cookie: cookies.map((each) => each.split(';', 1)[0]).join('; ') }))
  const findSession = (cookies: readonly string[]) => auth.findSession(identify(cookies))
  return {
    database,
    config,
    auth,
    restart,
    newPerson,
    signIn,
    identify,
    findSession,
  }
}
