import * as z from 'zod/mini'
import { roles } from '../access/roles'
import type { Endpoint } from './endpoint'

/**
 * The signed-in person as they may see themselves. `mustChangePassword` is set after a one-time
 * password.
 */
const currentUserSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  secondFactor: z.boolean(),
  mustChangePassword: z.boolean(),
  /** False for people who use single sign-on only. */
  hasPassword: z.boolean(),
})
export type CurrentUser = z.infer<typeof currentUserSchema>

const done = z.object({ done: z.literal(true) })
const password = z.string().check(z.maxLength(128))
/** Six digits of an authenticator app, or a backup code. */
const code = z.string().check(z.maxLength(40))

/**
 * 401 `auth.wrong-password`, 429 `auth.throttled` with `Retry-After`. If `secondFactor` is true, a
 * code is required next.
 */
const signIn = {
  method: 'POST',
  path: '/api/auth/sign-in/email',
  action: null,
  body: z.strictObject({ email: z.string().check(z.maxLength(254)), password }),
  response: z.object({ secondFactor: z.boolean(), person: z.nullable(currentUserSchema) }),
} as const satisfies Endpoint

/** The second step: `auth.wrong-code`, or `auth.required` if the password must be entered again. */
const verifyCode = {
  method: 'POST',
  path: '/api/auth/two-factor/verify-totp',
  action: null,
  body: z.strictObject({ code }),
  response: z.object({ person: currentUserSchema }),
} as const satisfies Endpoint

const verifyBackupCode = {
  method: 'POST',
  path: '/api/auth/two-factor/verify-backup-code',
  action: null,
  body: z.strictObject({ code }),
  response: z.object({ person: currentUserSchema }),
} as const satisfies Endpoint

/**
 * The provider's URL for single sign-on. `returnTo` must be a path of this console, else `/` is
 * used. 404 if not configured.
 */
const signInWithProvider = {
  method: 'POST',
  path: '/api/auth/sign-in/social',
  action: null,
  body: z.strictObject({ returnTo: z.optional(z.string().check(z.maxLength(2000))) }),
  response: z.object({ url: z.string() }),
} as const satisfies Endpoint

/** The redirect URI to register at the provider; it forwards the browser to a page. */
const finishSingleSignOn = {
  method: 'GET',
  path: '/api/auth/callback/oidc',
  action: null,
  response: z.looseObject({}),
} as const satisfies Endpoint

/**
 * Back-channel logout of OpenID Connect: the provider ends sessions that it created. A form with a
 * signed `logout_token`; 400 for any other.
 */
const endProviderSessions = {
  method: 'POST',
  path: '/api/auth/backchannel-logout',
  action: null,
  response: z.looseObject({}),
} as const satisfies Endpoint

/**
 * After a sign-in: sets the cookie that keeps other people's failed sign-ins from slowing this
 * browser. The answer to the sign-in itself sets the session only.
 */
const rememberDevice = {
  method: 'POST',
  path: '/api/auth/remember-device',
  action: 'account.change',
  isPasswordChange: true,
  response: done,
} as const satisfies Endpoint

const signOut = {
  method: 'POST',
  path: '/api/auth/sign-out',
  action: null,
  response: done,
} as const satisfies Endpoint

/** Null without a session. */
const getSession = {
  method: 'GET',
  path: '/api/auth/get-session',
  action: null,
  response: z.object({
    person: z.nullable(currentUserSchema),
    session: z.nullable(z.object({ id: z.string(), expiresAt: z.string() })),
  }),
} as const satisfies Endpoint

/**
 * Ends the other sessions. Throws `auth.wrong-password`, `password.too-short`,
 * `password.unchanged`.
 */
const changePassword = {
  method: 'POST',
  path: '/api/auth/change-password',
  action: 'account.change',
  isPasswordChange: true,
  body: z.strictObject({ currentPassword: password, newPassword: password }),
  response: done,
} as const satisfies Endpoint

/**
 * Confirms the current session with the password or a code; some actions need one of the last 15
 * minutes. Without either, `url` is where the identity provider asks for a new sign-in; it returns
 * to `returnTo`.
 */
const reauthenticate = {
  method: 'POST',
  path: '/api/auth/reauthenticate',
  action: 'account.change',
  body: z.strictObject({
    password: z.optional(password),
    code: z.optional(code),
    returnTo: z.optional(z.string().check(z.maxLength(2000))),
  }),
  response: z.object({ url: z.nullable(z.string()) }),
} as const satisfies Endpoint

const listSessions = {
  method: 'GET',
  path: '/api/auth/list-sessions',
  action: 'account.read',
  response: z.object({
    sessions: z.array(
      z.object({
        id: z.string(),
        current: z.boolean(),
        createdAt: z.string(),
        lastSeenAt: z.string(),
        address: z.nullable(z.string()),
        browser: z.nullable(z.string()),
      }),
    ),
  }),
} as const satisfies Endpoint

const revokeSession = {
  method: 'POST',
  path: '/api/auth/revoke-session',
  action: 'account.change',
  body: z.strictObject({ id: z.string() }),
  response: done,
} as const satisfies Endpoint

const revokeOtherSessions = {
  method: 'POST',
  path: '/api/auth/revoke-other-sessions',
  action: 'account.change',
  response: done,
} as const satisfies Endpoint

/** Starts two-step verification; it takes effect after {@link confirmSecondFactor}. */
const enableSecondFactor = {
  method: 'POST',
  path: '/api/auth/two-factor/enable',
  action: 'account.change',
  body: z.strictObject({ password }),
  response: z.object({ totpUri: z.string(), backupCodes: z.array(z.string()) }),
} as const satisfies Endpoint

const confirmSecondFactor = {
  method: 'POST',
  path: '/api/auth/two-factor/confirm',
  action: 'account.change',
  body: z.strictObject({ code }),
  response: done,
} as const satisfies Endpoint

/** Throws `auth.wrong-password`, then `auth.wrong-code`; a backup code works as well. */
const disableSecondFactor = {
  method: 'POST',
  path: '/api/auth/two-factor/disable',
  action: 'account.change',
  body: z.strictObject({ password, code }),
  response: done,
} as const satisfies Endpoint

export const authEndpoints = {
  signIn,
  verifyCode,
  verifyBackupCode,
  signInWithProvider,
  finishSingleSignOn,
  endProviderSessions,
  rememberDevice,
  signOut,
  getSession,
  changePassword,
  reauthenticate,
  listSessions,
  revokeSession,
  revokeOtherSessions,
  enableSecondFactor,
  confirmSecondFactor,
  disableSecondFactor,
} as const

type Endpoints = typeof authEndpoints
export type AuthResponses = { [Name in keyof Endpoints]: z.infer<Endpoints[Name]['response']> }
