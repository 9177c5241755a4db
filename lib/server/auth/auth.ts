import 'server-only'
import { createHmac, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { authEndpoints } from '@/lib/shared/api/auth-endpoints'
import type { Database } from '../db/database'
import { createPrivateDirectory } from '../db/private-files'
import { type Accounts, createAccounts } from '../db/repositories/people/accounts'
import { type Administration, createAdministration } from '../db/repositories/people/administration'
import { createDevices, type Devices } from '../db/repositories/people/devices'
import { createIdentities, type Identities } from '../db/repositories/people/identities'
import { createPeople, type People } from '../db/repositories/people/people'
import {
  createProviderSessions,
  type ProviderSessions,
} from '../db/repositories/people/provider-sessions'
import { createSessions, type Session, type Sessions } from '../db/repositories/people/sessions'
import { createThrottle } from '../db/repositories/people/throttle'
import {
  createTwoFactorChallenges,
  type TwoFactorChallenges,
} from '../db/repositories/people/two-factor-challenges'
import type { Config, Oidc } from '../runtime/config'
import type { Log } from '../runtime/log'
import { type BetterAuth, createBetterAuth } from './better-auth'
import { bootstrapPeople } from './bootstrap-people'
import { createForwardingCheck, type ForwardingCheck } from './forwarding-check'
import { createLoginThrottle, type LoginThrottle } from './login-throttle'
import { createHashQueue, type HashQueue } from './passwords/hash-queue'
import { createPasswords, type Passwords } from './passwords/passwords'
import { type RequestHeaders, type RequestIdentity, readRequestIdentity } from './request-identity'
import { createSignInCookies, type SignInCookies } from './sign-in-cookies'
import { createSignatureCheck } from './signed-cookie'
import { createOidcClient, type OidcClient } from './single-sign-on/oidc-client'
import { createSsoStateCodec, type SsoStateCodec } from './single-sign-on/sso-state'
import { createStartLimit, type StartLimit } from './single-sign-on/start-limit'

/** One write per request would be too many, and people read `last seen` to the minute at best. */
const TOUCH_INTERVAL_MS = 60_000
const SESSIONS_REMEMBERED = 10_000

export type SingleSignOn = {
  oidc: Oidc
  client: OidcClient
  state: SsoStateCodec
  startLimit: StartLimit
}

export type Auth = {
  people: People
  administration: Administration
  accounts: Accounts
  sessions: Sessions
  providerSessions: ProviderSessions
  identities: Identities
  devices: Devices
  cookies: SignInCookies
  twoFactorChallenges: TwoFactorChallenges
  betterAuth: BetterAuth
  passwords: Passwords
  hashQueue: HashQueue
  /** Null without an identity provider. */
  singleSignOn: SingleSignOn | null
  loginThrottle: LoginThrottle
  identify(headers: RequestHeaders): RequestIdentity
  forwarding: ForwardingCheck
  /** The person of a session that was used lately; null if this process has not read it. */
  personOf(token: string): string | null
  /** Equal for equal texts, and useless without AUTH_SECRET. */
  hashForLog(text: string): string
  /**
   * Null without a valid session. Its use is recorded, without waiting for that, unless
   * `isBackground`; by default the request itself says so. Throws `journal.unavailable`.
   */
  findSession(
    visitor: RequestIdentity,
    options?: { isBackground?: boolean },
  ): Promise<Session | null>
}

/**
 * Sets up sign-in for one process and creates the first accounts. Throws `ConfigError` when none
 * can be created.
 */
export async function createAuth(parts: {
  config: Config
  database: Database
  log: Log
}): Promise<Auth> {
  const { config, database, log } = parts
  const people = createPeople(database)
  const sessions = createSessions(database, config.auth.idleMs)
  const secret = config.auth.secret ?? readOrCreateSecret(config.dataDir)
  const accounts = createAccounts(database)
  const devices = createDevices(database)
  const passwords = createPasswords(config.auth.passwordLog2Cost, (outdated, hash) =>
    accounts
      .replacePassword(outdated, hash)
      .catch((err: unknown) => log.debug({ event: 'password-rehash', err })),
  )
  const betterAuth = createBetterAuth({ ...parts, people, secret, passwords })
  await bootstrapPeople(config, people, passwords)
  const inProgress = new Set<string>()

  /** Best effort: a request that only reads must not fail because the store is read-only. */
  async function recordUse(session: Session): Promise<void> {
    if (Date.now() - session.lastSeenAt < TOUCH_INTERVAL_MS || inProgress.has(session.id)) return
    inProgress.add(session.id)
    await sessions.touch(session).catch((err: unknown) => log.debug({ event: 'touch', err }))
    inProgress.delete(session.id)
  }

  warnWithoutProxy(config, log)
  const personByToken = new Map<string, string>()
  /** Only for limits, so it may be out of date; the oldest entry makes room. */
  function rememberPerson({ token, person }: Session): void {
    personByToken.delete(token)
    personByToken.set(token, person.id)
    const [oldest] = personByToken.keys()
    if (personByToken.size > SESSIONS_REMEMBERED && oldest) personByToken.delete(oldest)
  }
  const forwarding = createForwardingCheck(config.trustedProxies, log)
  const identitySettings = {
    verifySignature: createSignatureCheck(secret),
    origin: config.origins[0],
    trustedProxies: config.trustedProxies,
  }
  return {
    people,
    administration: createAdministration(database),
    accounts,
    sessions,
    providerSessions: createProviderSessions(database),
    identities: createIdentities(database),
    devices,
    twoFactorChallenges: createTwoFactorChallenges(database),
    cookies: createSignInCookies(config.origins[0], secret),
    betterAuth,
    passwords,
    hashQueue: createHashQueue(),
    singleSignOn: createSingleSignOn(config, secret),
    loginThrottle: createLoginThrottle(createThrottle(database), devices),
    personOf: (token) => personByToken.get(token) ?? null,
    hashForLog: (text) =>
      createHmac('sha256', secret).update(`log:${text}`).digest('base64url').slice(0, 16),
    forwarding,
    identify(headers) {
      forwarding.inspect(headers)
      return readRequestIdentity(headers, identitySettings)
    },
    async findSession(visitor, { isBackground = visitor.isBackground } = {}) {
      const session = visitor.token === null ? null : await sessions.find(visitor.token)
      if (session) rememberPerson(session)
      if (session && !isBackground) void recordUse(session)
      return session
    },
  }
}

/** This server speaks http only, so an https origin means that a proxy is in front of it. */
function warnWithoutProxy({ origins, trustedProxies }: Config, log: Log): void {
  if (origins[0].startsWith('https:') && trustedProxies.rules.length === 0) {
    log.warn({ event: 'no-trusted-proxy', origin: origins[0] })
  }
}

function createSingleSignOn({ auth: { oidc }, origins }: Config, secret: string) {
  if (!oidc) return null
  const redirectUri = origins[0] + authEndpoints.finishSingleSignOn.path
  return {
    oidc,
    client: createOidcClient(oidc, redirectUri),
    state: createSsoStateCodec(secret),
    startLimit: createStartLimit(),
  }
}

/**
 * The demo needs no AUTH_SECRET: its own secret is kept in the data directory, so sessions survive
 * a restart.
 */
function readOrCreateSecret(dataDir: string): string {
  const file = join(dataDir, 'auth-secret')
  try {
    return readFileSync(file, 'utf8')
  } catch {
    const secret = randomBytes(32).toString('base64url')
    createPrivateDirectory(dataDir)
    writeFileSync(file, secret, { mode: 0o600 })
    return secret
  }
}
