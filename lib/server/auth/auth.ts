import 'server-only'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../db/database'
import { type Accounts, createAccounts } from '../db/repositories/accounts'
import { createPeople, type People } from '../db/repositories/people'
import { createSessions, type Session, type Sessions } from '../db/repositories/sessions'
import { createThrottle } from '../db/repositories/throttle'
import type { Config } from '../runtime/config'
import type { Log } from '../runtime/log'
import { createLibrary, type Library } from './better-auth'
import { makeFirstPeople } from './bootstrap-people'
import { createGuesses, type Guesses } from './login-throttle'
import { type Visitor, visitorOf } from './request-identity'
import { singleSignOn } from './single-sign-on'

/** A minute: `last seen` is for people, and a write per request would be one too many. */
const TOUCH_MS = 60_000

export type Auth = {
  people: People
  accounts: Accounts
  sessions: Sessions
  library: Library
  /** An instance of its own for single sign-on, so that a provider that does not answer delays nobody's password. */
  singleSignOn: Library | null
  guesses: Guesses
  visitorOf(headers: Headers): Visitor
  /** The session of a visitor; notes now and then that it is in use, in the background. Throws `journal.unavailable`. */
  sessionOf(visitor: Visitor): Promise<Session | null>
}

/** Sign-in of a process: makes the first people, and whatever else must be there before anybody can sign in. */
export async function createAuth(parts: {
  config: Config
  database: Database
  log: Log
}): Promise<Auth> {
  const { config, database, log } = parts
  const people = createPeople(database)
  const sessions = createSessions(database, config.auth.idleMs)
  const secret = config.auth.secret ?? ownSecret(config.dataDir)
  const accounts = createAccounts(database)
  const library = createLibrary({ ...parts, people, secret })
  const { oidc } = config.auth
  const provider = oidc && singleSignOn({ oidc, people, accounts, log })
  await makeFirstPeople(config, people)
  const touching = new Set<string>()

  /** Best effort: whoever may read is not refused because the store takes no writes just now. */
  async function touch(session: Session): Promise<void> {
    if (Date.now() - session.lastSeenAt < TOUCH_MS || touching.has(session.id)) return
    touching.add(session.id)
    await sessions.touch(session).catch((err: unknown) => log.debug({ event: 'touch', err }))
    touching.delete(session.id)
  }

  const reading = { secret, origin: config.origins[0], trustedProxies: config.trustedProxies }
  return {
    people,
    accounts,
    sessions,
    library,
    singleSignOn: provider && createLibrary({ ...parts, people, secret, provider }),
    guesses: createGuesses(createThrottle(database)),
    visitorOf: (headers) => visitorOf(headers, reading),
    async sessionOf({ token }) {
      const session = token === null ? null : await sessions.find(token)
      if (session) void touch(session)
      return session
    },
  }
}

/** The demo signs with a secret of its own, kept beside its data so that a restart signs nobody out. */
function ownSecret(dataDir: string): string {
  const file = join(dataDir, 'auth-secret')
  try {
    return readFileSync(file, 'utf8')
  } catch {
    const secret = randomBytes(32).toString('base64url')
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(file, secret, { mode: 0o600 })
    return secret
  }
}
