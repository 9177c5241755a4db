import { generateKeyPair } from 'jose'
import { describe, expect, it } from 'vitest'
import * as callbackRoute from '@/app/api/auth/callback/oidc/route'
import * as sessionRoute from '@/app/api/auth/get-session/route'
import * as startRoute from '@/app/api/auth/sign-in/social/route'
import type { Role } from '@/lib/shared/access/roles'
import type { Answer } from '../../auth/testing/hostile-provider'
import { CLIENT } from '../../auth/testing/start-oidc-provider'
import { getRuntime } from '../../runtime/runtime'
import { addPerson } from '../../testing/people'
import { createSingleSignOnSteps, setUpHostileProvider } from '../../testing/single-sign-on'

const { startSignIn, returnFromProvider } = createSingleSignOnSteps({
  start: startRoute,
  callback: callbackRoute,
  session: sessionRoute,
})

const provider = setUpHostileProvider({ OIDC_ROLE_CLAIM: 'role' })

let subjects = 0
const claimsFor = (email: string, role: Role = 'viewer') => {
  subjects += 1
  return { sub: `subject ${subjects}`, email, email_verified: true, name: 'Eve', role }
}

async function signInWith(answer: Answer, query?: Record<string, string>) {
  const { url, cookie } = await startSignIn()
  const { to, headers } = await returnFromProvider(provider().respondTo(url, answer, query), cookie)
  const session = headers.getSetCookie().find((each) => /session_token=[^;]/.test(each))
  return { to, hasSession: session !== undefined }
}

type Lie = (claims: ReturnType<typeof claimsFor>) => Answer | Promise<Answer>
const withClaims =
  (more: Record<string, unknown>): Lie =>
  (claims) => ({ claims: { ...claims, ...more } })
const longEmail = `${'a'.repeat(20_000)}@example.com`

const lies: [string, Lie, Record<string, string>?][] = [
  ['leaves out email_verified', withClaims({ email_verified: undefined })],
  ['says that the e-mail is not verified', withClaims({ email_verified: false })],
  ['says email_verified: null', withClaims({ email_verified: null })],
  ['says email_verified: 0', withClaims({ email_verified: 0 })],
  ['says email_verified: 1', withClaims({ email_verified: 1 })],
  ['says email_verified: ""', withClaims({ email_verified: '' })],
  ['says email_verified: "no"', withClaims({ email_verified: 'no' })],
  ['says email_verified: "true" as text', withClaims({ email_verified: 'true' })],
  [
    'sends a list of e-mail addresses',
    (claims) => ({ claims: { ...claims, email: [claims.email] } }),
  ],
  [
    'adds a line to the e-mail',
    (claims) => ({ claims: { ...claims, email: `${claims.email}\r\n` } }),
  ],
  ['sends an e-mail that is none', withClaims({ email: 'not an email <script>' })],
  ['sends an e-mail of 20 kB', withClaims({ email: longEmail })],
  ['sends no subject', withClaims({ sub: undefined })],
  ['sends an empty subject', withClaims({ sub: '' })],
  ['sends a number as subject', withClaims({ sub: 7 })],
  ['sends a subject of 20 kB', withClaims({ sub: 's'.repeat(20_000) })],
  ['sends no ID token', (claims) => ({ idToken: null, userInfo: claims })],
  ['sends an ID token without a signature', (claims) => ({ idToken: unsigned(claims) })],
  [
    'signs with another key',
    async (claims) => ({ claims, key: (await generateKeyPair('RS256')).privateKey }),
  ],
  [
    'signs with the client secret',
    (claims) => ({ claims, alg: 'HS256', key: new TextEncoder().encode(CLIENT.secret) }),
  ],
  ['names another issuer in the ID token', withClaims({ iss: 'https://other.example' })],
  ['issues the ID token for another client', withClaims({ aud: 'another-client' })],
  ['sends an expired ID token', withClaims({ exp: 1_700_000_000 })],
  ['sends another nonce', withClaims({ nonce: 'of another sign-in' })],
  ['sends no nonce', withClaims({ nonce: undefined })],
  ['sends another state', (claims) => ({ claims }), { state: 'of-another-sign-in' }],
  [
    'names another issuer in the redirect',
    (claims) => ({ claims }),
    { iss: 'https://other.example' },
  ],
  [
    'tells about another subject in the user info',
    ({ sub, ...claims }) => ({ claims: { sub }, userInfo: { ...claims, sub: 'another' } }),
  ],
]

const unsigned = (claims: object) => {
  const now = Math.floor(Date.now() / 1_000)
  const standard = { iss: provider().issuer, aud: CLIENT.id, iat: now, exp: now + 300 }
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  return `${encode({ alg: 'none' })}.${encode({ ...standard, ...claims })}.`
}

describe('a provider that', () => {
  it.each(lies)('%s gets no session for an administrator', async (_, lie, query) => {
    const { auth } = await getRuntime()
    const admin = await addPerson('admin')
    const before = await auth.people.list()
    const answer = await lie(claimsFor(admin.email))
    const { to, hasSession } = await signInWith(answer, query)
    expect([to, hasSession]).toEqual(['/sign-in?error=other', false])
    expect(await auth.people.list()).toEqual(before)
  })

  it('tells the truth gets a session', async () => {
    const { email } = await addPerson('viewer')
    expect(await signInWith({ claims: claimsFor(email) })).toEqual({ to: '/', hasSession: true })
  })
})

describe('linking', () => {
  it('refuses a second subject with the e-mail address of a linked person', async () => {
    const { email } = await addPerson('admin')
    expect((await signInWith({ claims: claimsFor(email) })).hasSession).toBe(true)
    const second = await signInWith({ claims: claimsFor(email) })
    expect(second).toEqual({ to: '/sign-in?error=linked', hasSession: false })
  })

  it('never changes the role of the person it links', async () => {
    const { auth } = await getRuntime()
    const { id, email } = await addPerson('editor')
    const claims = claimsFor(email, 'admin')
    expect((await signInWith({ claims })).hasSession).toBe(true)
    expect((await auth.people.find(id))?.role).toBe('editor')
    // The next sign-in is of a linked person, so the claim decides.
    expect((await signInWith({ claims: { ...claims, role: 'viewer' } })).hasSession).toBe(true)
    expect((await auth.people.find(id))?.role).toBe('viewer')
  })

  it('ends the sessions of a person who has lost the role', async () => {
    const { database } = await getRuntime()
    const { id, email } = await addPerson('editor')
    const claims = claimsFor(email)
    await signInWith({ claims })
    const lost = await signInWith({ claims: { ...claims, role: 'none' } })
    expect(lost).toEqual({ to: '/sign-in?error=no-role', hasSession: false })
    const sessions = database.kysely.selectFrom('sessions').select('id').where('person_id', '=', id)
    expect(await sessions.execute()).toEqual([])
  })

  it('cleans the name of a person whom the role claim adds', async () => {
    const { auth } = await getRuntime()
    const email = 'new-person@example.com'
    const name = 'Ada\r\n\u0000 \u202Eecalevol\u2066  \t L.'
    expect((await signInWith({ claims: { ...claimsFor(email), name } })).hasSession).toBe(true)
    expect((await auth.people.findByEmail(email))?.name).toBe('Ada ecalevol L.')
  })
})
