import 'server-only'
import type { Role } from '@/lib/shared/access/roles'
import type { StoreKind } from '../../db/backend'
import { author } from '../../db/testing/audit-author'
import { openTestDatabase } from '../../db/testing/store-test'
import { readConfig } from '../../runtime/config'
import { createLog } from '../../runtime/log'
import { createAuth } from '../auth'

export const PASSWORD = 'a password of the tests'

const SETTINGS = {
  LIVE_ENGINE_REGION: 'china',
  LIVE_ENGINE_SDK_APP_ID: '1400000001',
  LIVE_ENGINE_SECRET_KEY: 'not-a-real-key',
  LIVE_ENGINE_IDENTIFIER: 'administrator',
  AUTH_SECRET: 'not-a-real-secret-but-long-enough',
  ADMIN_EMAIL: 'First@Example.com',
  ADMIN_PASSWORD: PASSWORD,
  PASSWORD_LOG2_COST: '10',
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
