import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as callbackRoute from '@/app/api/auth/callback/oidc/route'
import * as sessionRoute from '@/app/api/auth/get-session/route'
import * as startRoute from '@/app/api/auth/sign-in/social/route'
import { signInAtProvider } from '../../auth/testing/start-oidc-provider'
import { author } from '../../db/testing/audit-author'
import { getRuntime } from '../../runtime/runtime'
import { addPerson } from '../../testing/people'
import {
  CALLBACK_URL,
  createSingleSignOnSteps,
  startSingleSignOn,
} from '../../testing/single-sign-on'

const { startSignIn, returnFromProvider, signInWithProvider } = createSingleSignOnSteps({
  start: startRoute,
  callback: callbackRoute,
  session: sessionRoute,
})

let provider: Awaited<ReturnType<typeof startSingleSignOn>>
beforeAll(async () => {
  provider = await startSingleSignOn()
})
afterAll(() => provider.stop())

describe('single sign-on', () => {
  it('signs in a person whom an administrator has added, with their role in the console', async () => {
    const { id, email } = await addPerson('editor')
    provider.addSubject({
      sub: 'ada',
      email: email.toUpperCase(),
      email_verified: true,
      role: 'admin',
    })
    const first = await signInWithProvider('ada', '/rooms?search=a#b')
    expect(first.to).toBe('/rooms?search=a#b')
    expect(first.person).toMatchObject({ id, role: 'editor' })
    // From then on the provider's subject identifies the person, not the e-mail address.
    provider.addSubject({ sub: 'ada', email: 'ada-has-married@example.com', email_verified: true })
    expect((await signInWithProvider('ada')).person?.id).toBe(id)
  })

  it('uses the code flow with PKCE, state and nonce', async () => {
    const { searchParams } = new URL((await startSignIn()).url)
    expect(searchParams.get('response_type')).toBe('code')
    expect(searchParams.get('code_challenge_method')).toBe('S256')
    expect(searchParams.get('redirect_uri')).toBe(CALLBACK_URL)
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(searchParams.get(name)?.length).toBeGreaterThan(20)
    }
  })

  it('denies access to unknown people and does not add them', async () => {
    const { auth } = await getRuntime()
    const before = await auth.people.list()
    provider.addSubject({
      sub: 'eve',
      email: 'eve@example.com',
      email_verified: true,
      role: 'admin',
    })
    expect(await signInWithProvider('eve')).toEqual({ to: '/sign-in?error=unknown', person: null })
    expect(await auth.people.list()).toEqual(before)
  })

  it('denies access to a person who has been disabled', async () => {
    const { auth } = await getRuntime()
    const { id, email } = await addPerson('viewer')
    provider.addSubject({ sub: 'bo', email, email_verified: true })
    expect((await signInWithProvider('bo')).person?.id).toBe(id)
    await auth.people.change(id, { disabled: true }, author)
    expect(await signInWithProvider('bo')).toEqual({ to: '/sign-in?error=disabled', person: null })
  })

  it('does not accept an e-mail address that the provider has not verified', async () => {
    const { email } = await addPerson('admin')
    provider.addSubject({ sub: 'mallory', email, email_verified: false })
    expect(await signInWithProvider('mallory')).toEqual({
      to: '/sign-in?error=other',
      person: null,
    })
  })

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', '/%09/evil.example'])(
    'does not redirect to %s',
    async (returnTo) => {
      const { email } = await addPerson('viewer')
      provider.addSubject({ sub: `for ${returnTo}`, email, email_verified: true })
      expect((await signInWithProvider(`for ${returnTo}`, returnTo)).to).toBe('/')
    },
  )

  it('accepts a callback once, only in the browser that started it, and only for its own request', async () => {
    const { email } = await addPerson('viewer')
    provider.addSubject({ sub: 'cy', email, email_verified: true })
    const { url, cookie } = await startSignIn()
    const address = await signInAtProvider(url, 'cy', CALLBACK_URL)
    const elsewhere = await returnFromProvider(address, (await startSignIn()).cookie)
    expect([elsewhere.status, elsewhere.to]).toEqual([302, '/sign-in?error=other'])
    const { url: again, cookie: mine } = await startSignIn()
    const mineAddress = await signInAtProvider(again, 'cy', CALLBACK_URL)
    expect((await returnFromProvider(mineAddress, mine)).to).toBe('/')
    expect((await returnFromProvider(mineAddress, mine)).to).toBe('/sign-in?error=other')
    const altered = new URL(await signInAtProvider((await startSignIn()).url, 'cy', CALLBACK_URL))
    altered.searchParams.set('code', 'guessed')
    expect((await returnFromProvider(altered.href, cookie)).to).toBe('/sign-in?error=other')
    expect((await returnFromProvider(`${CALLBACK_URL}?error=access_denied`, cookie)).to).toBe(
      '/sign-in?error=other',
    )
    expect((await returnFromProvider(CALLBACK_URL, '')).to).toBe('/sign-in?error=other')
  })

  it('does not store the provider’s tokens', async () => {
    const { database } = await getRuntime()
    const accounts = await database.kysely.selectFrom('accounts').selectAll().execute()
    const linked = accounts.filter(({ provider_id }) => provider_id === 'oidc')
    expect(linked.length).toBeGreaterThan(0)
    for (const account of linked) {
      expect([account.access_token, account.refresh_token, account.id_token]).toEqual([
        null,
        null,
        null,
      ])
    }
  })
})
