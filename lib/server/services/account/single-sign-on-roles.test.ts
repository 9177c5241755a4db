import { afterAll, beforeAll, expect, it } from 'vitest'
import * as callbackRoute from '@/app/api/auth/callback/oidc/route'
import * as sessionRoute from '@/app/api/auth/get-session/route'
import * as startRoute from '@/app/api/auth/sign-in/social/route'
import { author } from '../../db/testing/audit-author'
import { getRuntime } from '../../runtime/runtime'
import { addPerson } from '../../testing/people'
import { createSingleSignOnSteps, startSingleSignOn } from '../../testing/single-sign-on'

const { signInWithProvider } = createSingleSignOnSteps({
  start: startRoute,
  callback: callbackRoute,
  session: sessionRoute,
})

let provider: Awaited<ReturnType<typeof startSingleSignOn>>
beforeAll(async () => {
  provider = await startSingleSignOn({ OIDC_ROLE_CLAIM: 'role' })
})
afterAll(() => provider.stop())

const know = (sub: string, role: unknown, email = `${sub}@example.com`) =>
  provider.addSubject({ sub, email, email_verified: true, name: `Name of ${sub}`, role })

it('adds a person with the provider’s role and without a password', async () => {
  know('nia', 'editor')
  const { to, person } = await signInWithProvider('nia', '/rooms')
  expect(to).toBe('/rooms')
  expect(person).toMatchObject({
    email: 'nia@example.com',
    name: 'Name of nia',
    role: 'editor',
    hasPassword: false,
    mustChangePassword: false,
  })
})

it('updates the role from the provider at the next sign-in', async () => {
  know('bo', 'editor')
  const first = await signInWithProvider('bo')
  know('bo', ['viewer', 'something of another application'])
  const second = await signInWithProvider('bo')
  expect([first.person?.role, second.person?.role]).toEqual(['editor', 'viewer'])
  expect(second.person?.id).toBe(first.person?.id)
})

it('uses the highest of several roles', async () => {
  know('ada', ['viewer', 'admin', 'editor'])
  expect((await signInWithProvider('ada')).person?.role).toBe('admin')
})

it.each([undefined, null, '', 'owner', 'Admin', [], ['owner'], { role: 'admin' }, 1])(
  'denies access for the provider’s role %j, even to a person who exists here',
  async (role) => {
    const { email } = await addPerson('editor')
    const sub = `denied ${JSON.stringify(role)}`
    know(sub, role, email)
    expect(await signInWithProvider(sub)).toEqual({ to: '/sign-in?error=no-role', person: null })
  },
)

it('keeps the last administrator whatever role the provider sends', async () => {
  const { auth } = await getRuntime()
  const kept = await addPerson('admin')
  for (const { id, role } of await auth.people.list()) {
    if (role === 'admin' && id !== kept.id) await auth.people.change(id, { role: 'viewer' }, author)
  }
  know('last', 'viewer', kept.email)
  expect((await signInWithProvider('last')).person).toMatchObject({ id: kept.id, role: 'admin' })
})
