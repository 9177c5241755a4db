import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agree } from '../../auth/testing/provider'
import { runtime } from '../../runtime/runtime'
import { newPerson } from '../../testing/people'
import { BACK, begin, comeBack, signInBy, startSingleSignOn } from '../../testing/single-sign-on'

let provider: Awaited<ReturnType<typeof startSingleSignOn>>
beforeAll(async () => {
  provider = await startSingleSignOn()
})
afterAll(() => provider.stop())

describe('single sign-on', () => {
  it('lets in whom an administrator has added, with the role they have here', async () => {
    const { id, email } = await newPerson('editor')
    provider.know({ sub: 'ada', email: email.toUpperCase(), email_verified: true, role: 'admin' })
    const first = await signInBy('ada', '/rooms?search=a#b')
    expect(first.to).toBe('/rooms?search=a#b')
    expect(first.person).toMatchObject({ id, role: 'editor' })
    // The provider's name for them counts from now on, and not the address.
    provider.know({ sub: 'ada', email: 'ada-has-married@example.com', email_verified: true })
    expect((await signInBy('ada')).person?.id).toBe(id)
  })

  it('goes by the code flow, with PKCE, state and nonce', async () => {
    const { searchParams } = new URL((await begin()).url)
    expect(searchParams.get('response_type')).toBe('code')
    expect(searchParams.get('code_challenge_method')).toBe('S256')
    expect(searchParams.get('redirect_uri')).toBe(BACK)
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(searchParams.get(name)?.length).toBeGreaterThan(20)
    }
  })

  it('lets nobody in whom it does not know, and makes nobody up', async () => {
    const { auth } = await runtime()
    const before = await auth.people.list()
    provider.know({ sub: 'eve', email: 'eve@example.com', email_verified: true, role: 'admin' })
    expect(await signInBy('eve')).toEqual({ to: '/sign-in?error=unknown', person: null })
    expect(await auth.people.list()).toEqual(before)
  })

  it('lets nobody in who was disabled, before or after', async () => {
    const { auth } = await runtime()
    const { id, email } = await newPerson('viewer')
    provider.know({ sub: 'bo', email, email_verified: true })
    expect((await signInBy('bo')).person?.id).toBe(id)
    await auth.people.change(id, { disabled: true })
    expect(await signInBy('bo')).toEqual({ to: '/sign-in?error=disabled', person: null })
  })

  it('takes nobody’s word for an address that the provider has not verified', async () => {
    const { email } = await newPerson('admin')
    provider.know({ sub: 'mallory', email, email_verified: false })
    expect(await signInBy('mallory')).toEqual({ to: '/sign-in?error=other', person: null })
  })

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', '/%09/evil.example'])(
    'does not send on to %s',
    async (returnTo) => {
      const { email } = await newPerson('viewer')
      provider.know({ sub: `for ${returnTo}`, email, email_verified: true })
      expect((await signInBy(`for ${returnTo}`, returnTo)).to).toBe('/')
    },
  )

  it('takes an answer once, in the browser that asked, and only to its own question', async () => {
    const { email } = await newPerson('viewer')
    provider.know({ sub: 'cy', email, email_verified: true })
    const { url, cookie } = await begin()
    const address = await agree(url, 'cy', BACK)
    const elsewhere = await comeBack(address, (await begin()).cookie)
    expect([elsewhere.status, elsewhere.to]).toEqual([302, '/sign-in?error=other'])
    const { url: again, cookie: mine } = await begin()
    const mineAddress = await agree(again, 'cy', BACK)
    expect((await comeBack(mineAddress, mine)).to).toBe('/')
    expect((await comeBack(mineAddress, mine)).to).toBe('/sign-in?error=other')
    const altered = new URL(await agree((await begin()).url, 'cy', BACK))
    altered.searchParams.set('code', 'guessed')
    expect((await comeBack(altered.href, cookie)).to).toBe('/sign-in?error=other')
    expect((await comeBack(`${BACK}?error=access_denied`, cookie)).to).toBe('/sign-in?error=other')
    expect((await comeBack(BACK, '')).to).toBe('/sign-in?error=other')
  })

  it('keeps none of the provider’s tokens', async () => {
    const { database } = await runtime()
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
