import 'server-only'
import { betterAuth } from 'better-auth'
import { APIError, isAPIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import { MIN_PASSWORD_CHARACTERS } from '@/lib/shared/access/password-rules'
import { Problem } from '@/lib/shared/api/problem'
import type { ProblemCode } from '@/lib/shared/api/problem-codes'
import type { Database } from '../db/database'
import type { People } from '../db/repositories/people/people'
import type { Config } from '../runtime/config'
import type { Log } from '../runtime/log'
import type { Passwords } from './passwords/passwords'
import { CLIENT_ADDRESS_HEADER, cookiePrefixOf } from './request-identity'

type BetterAuthDeps = {
  config: Config
  database: Database
  people: People
  secret: string
  passwords: Passwords
  log: Log
}
export type BetterAuth = ReturnType<typeof createBetterAuth>

/**
 * better-auth on our own tables. It checks passwords and codes and creates sessions with their
 * cookies. Only our service functions call it; it has no endpoint of its own. `db/repositories/people/sessions` decides whether a session is valid,
 * because the refresh of the library could fail a request.
 */
export function createBetterAuth({
  config,
  database,
  people,
  secret,
  passwords,
  log,
}: BetterAuthDeps) {
  const [origin] = config.origins
  return betterAuth({
    appName: 'Live Room Console',
    baseURL: origin,
    basePath: '/api/auth',
    trustedOrigins: [...config.origins],
    secret,
    // With `sqlite` it writes dates as text and booleans as numbers, so both databases share one
    // schema.
    database: { db: database.kysely, type: 'sqlite' },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_CHARACTERS,
      password: {
        hash: passwords.hash,
        verify: ({ hash, password }) => passwords.verify(hash, password),
      },
    },
    session: {
      modelName: 'sessions',
      fields: { ...DATE_FIELDS, userId: 'person_id', expiresAt: 'expires_at', ...CLIENT_FIELDS },
      expiresIn: Math.round(config.auth.maxMs / 1000),
      disableSessionRefresh: true,
      freshAge: 0,
    },
    user: { modelName: 'people', fields: { ...DATE_FIELDS, emailVerified: 'email_verified' } },
    account: {
      modelName: 'accounts',
      fields: { ...DATE_FIELDS, ...ACCOUNT_FIELDS },
      // `single-sign-on.ts` links accounts.
      accountLinking: { enabled: false },
    },
    verification: {
      modelName: 'verifications',
      fields: { ...DATE_FIELDS, expiresAt: 'expires_at' },
    },
    advanced: {
      // `useSecureCookies` would put a second prefix before ours.
      useSecureCookies: false,
      cookiePrefix: cookiePrefixOf(origin),
      defaultCookieAttributes: {
        httpOnly: true,
        sameSite: 'lax',
        path: '/',
        secure: origin.startsWith('https:'),
      },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      database: { validateSchema: false },
    },
    databaseHooks: { session: { create: { before: (session) => assertEnabled(people, session) } } },
    plugins: [
      // `login-throttle.ts` counts failures; it slows attackers without locking the owner out.
      twoFactor({ schema: TWO_FACTOR_SCHEMA, accountLockout: { enabled: false } }),
    ],
    onAPIError: { errorURL: `${origin}/sign-in` },
    // Only the message: the arguments after it can contain tokens. It reports wrong passwords as
    // errors; real failures reach us as exceptions.
    logger: {
      log: (level, message) => log[level === 'error' ? 'warn' : level]({ event: 'auth', message }),
    },
  })
}

const DATE_FIELDS = { createdAt: 'created_at', updatedAt: 'updated_at' }
const CLIENT_FIELDS = { ipAddress: 'ip_address', userAgent: 'user_agent' }
const ACCOUNT_FIELDS = {
  userId: 'person_id',
  accountId: 'account_id',
  providerId: 'provider_id',
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
  idToken: 'id_token',
  accessTokenExpiresAt: 'access_token_expires_at',
  refreshTokenExpiresAt: 'refresh_token_expires_at',
}
const TWO_FACTOR_SCHEMA = {
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

/** Disabled users cannot get a session by any sign-in method. */
async function assertEnabled(people: People, { userId }: { userId: string }): Promise<void> {
  const person = await people.find(userId)
  if (!person || person.disabled) throw new APIError('UNAUTHORIZED', { code: 'DISABLED' })
}

/**
 * Calls better-auth and translates its errors. A 4xx becomes the problem that `byCode` has for its
 * error code, or else `refusal`. Any other failure comes from the store and becomes
 * `journal.unavailable`.
 */
export async function callAuth<T>(
  refusal: ProblemCode,
  call: () => Promise<T>,
  byCode: Readonly<Record<string, ProblemCode>> = {},
): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof Problem) throw error
    // Not `instanceof`: a bundle contains several copies of the class.
    const refused = isAPIError(error) && error.statusCode >= 400 && error.statusCode < 500
    if (!refused) throw new Problem('journal.unavailable', { cause: error })
    const code = String(error.body?.code)
    throw new Problem(byCode[code] ?? refusal, { cause: `better-auth: ${code}` })
  }
}
