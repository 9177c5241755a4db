import 'server-only'
import { betterAuth } from 'better-auth'
import { APIError, isAPIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import { Problem } from '@/lib/shared/api/problem'
import type { ProblemCode } from '@/lib/shared/api/problems'
import { LIMITS } from '@/lib/shared/metadata/limits'
import type { Database } from '../db/database'
import type { People } from '../db/repositories/people'
import type { Config } from '../runtime/config'
import type { Log } from '../runtime/log'
import { cookiePrefixOf, SOURCE_HEADER } from './request-identity'
import type { singleSignOn } from './single-sign-on'

type Parts = {
  config: Config
  database: Database
  people: People
  secret: string
  log: Log
  /** What speaks with the identity provider, if this instance is to. */
  provider?: ReturnType<typeof singleSignOn>
}
export type Library = ReturnType<typeof createLibrary>

/**
 * The sign-in library on our own tables. It checks passwords and codes, makes sessions and their cookies, and speaks
 * with the identity provider. It is never put on the network itself: its calls are made by our verbs, and whether a
 * session counts is asked in `store/sessions.ts`, so that its refreshing cannot fail a request.
 */
export function createLibrary({ config, database, people, secret, log, provider }: Parts) {
  const [origin] = config.origins
  return betterAuth({
    appName: 'Live Room Console',
    baseURL: origin,
    basePath: '/api/auth',
    trustedOrigins: [...config.origins],
    secret,
    // One schema for both databases: told of SQLite, it writes dates as text and booleans as numbers everywhere.
    database: { db: database.kysely, type: 'sqlite' },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: LIMITS.passwordCharacters,
    },
    session: {
      modelName: 'sessions',
      fields: { ...DATED, userId: 'person_id', expiresAt: 'expires_at', ...WHERE_FROM },
      expiresIn: Math.round(config.auth.maxMs / 1000),
      disableSessionRefresh: true,
      freshAge: 0,
    },
    user: { modelName: 'people', fields: { ...DATED, emailVerified: 'email_verified' } },
    account: {
      modelName: 'accounts',
      fields: { ...DATED, ...ACCOUNT },
      // Who belongs to whom is decided in `single-sign-on.ts`, and the provider's tokens are not kept.
      accountLinking: { enabled: false },
      updateAccountOnSignIn: false,
    },
    verification: { modelName: 'verifications', fields: { ...DATED, expiresAt: 'expires_at' } },
    advanced: {
      // Its own way of secure cookies would put a second prefix before ours.
      useSecureCookies: false,
      cookiePrefix: cookiePrefixOf(origin),
      defaultCookieAttributes: {
        httpOnly: true,
        sameSite: 'lax',
        path: '/',
        secure: origin.startsWith('https:'),
      },
      ipAddress: { ipAddressHeaders: [SOURCE_HEADER] },
      database: { validateSchema: false },
    },
    databaseHooks: { session: { create: { before: (session) => mayEnter(people, session) } } },
    plugins: [
      // Guesses are counted in `guesses.ts`, which locks nobody out.
      twoFactor({ schema: SECOND_FACTOR, accountLockout: { enabled: false } }),
      ...(provider ? [provider] : []),
    ],
    onAPIError: { errorURL: `${origin}/sign-in` },
    // Of its own words only the sentence: what comes with it may be a token.
    logger: { log: (level, message) => log[level]({ event: 'auth', message }) },
  })
}

const DATED = { createdAt: 'created_at', updatedAt: 'updated_at' }
const WHERE_FROM = { ipAddress: 'ip_address', userAgent: 'user_agent' }
const ACCOUNT = {
  userId: 'person_id',
  accountId: 'account_id',
  providerId: 'provider_id',
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
  idToken: 'id_token',
  accessTokenExpiresAt: 'access_token_expires_at',
  refreshTokenExpiresAt: 'refresh_token_expires_at',
}
const SECOND_FACTOR = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'second_factors',
    fields: {
      userId: 'person_id',
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until',
    },
  },
}

/** Whoever was disabled gets no session, by whatever way in. */
async function mayEnter(people: People, { userId }: { userId: string }): Promise<void> {
  const person = await people.find(userId)
  if (!person || person.disabled) throw new APIError('UNAUTHORIZED', { code: 'NOT_LET_IN' })
}

/**
 * Runs a call of the library. What it refuses becomes `refusal`, or what `byCode` has for its own code; any other
 * failure is the store's.
 */
export async function asked<T>(
  refusal: ProblemCode,
  call: () => Promise<T>,
  byCode: Readonly<Record<string, ProblemCode>> = {},
): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof Problem) throw error
    // By its shape: a bundle holds several copies of the class, and one throws what another would catch.
    const refused = isAPIError(error) && error.statusCode >= 400 && error.statusCode < 500
    if (!refused) throw new Problem('journal.unavailable', { cause: error })
    const code = String(error.body?.code)
    throw new Problem(byCode[code] ?? refusal, { cause: `the library says ${code}` })
  }
}
