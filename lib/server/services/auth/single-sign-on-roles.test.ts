import { afterAll, beforeAll, expect, it } from 'vitest'
import { runtime } from '../../runtime/runtime'
import { newPerson } from '../../testing/people'
import { signInBy, startSingleSignOn } from '../../testing/single-sign-on'

let provider: Awaited<ReturnType<typeof startSingleSignOn>>
beforeAll(async () => {
  provider = await startSingleSignOn({ OIDC_ROLE_CLAIM: 'role' })
})
afterAll(() => provider.stop())

const know = (sub: string, role: unknown, email = `${sub}@example.com`) =>
  provider.know({ sub, email, email_verified: true, name: `Name of ${sub}`, role })

it('whoever the provider gives a role comes in with it, and without a password', async () => {
  know('nia', 'editor')
  const { to, person } = await signInBy('nia', '/rooms')
  expect(to).toBe('/rooms')
  expect(person).toMatchObject({
    email: 'nia@example.com',
    name: 'Name of nia',
    role: 'editor',
    hasPassword: false,
    mustChangePassword: false,
  })
})

it('a role that changes there changes here at the next sign-in', async () => {
  know('bo', 'editor')
  const first = await signInBy('bo')
  know('bo', ['viewer', 'something of another application'])
  const second = await signInBy('bo')
  expect([first.person?.role, second.person?.role]).toEqual(['editor', 'viewer'])
  expect(second.person?.id).toBe(first.person?.id)
})

it('of many roles the greatest counts', async () => {
  know('ada', ['viewer', 'admin', 'editor'])
  expect((await signInBy('ada')).person?.role).toBe('admin')
})

it.each([undefined, null, '', 'owner', 'Admin', [], ['owner'], { role: 'admin' }, 1])(
  'whoever has the role %j there is not let in, though they were here before',
  async (role) => {
    const { email } = await newPerson('editor')
    const sub = `nobody ${JSON.stringify(role)}`
    know(sub, role, email)
    expect(await signInBy(sub)).toEqual({ to: '/sign-in?error=no-role', person: null })
  },
)

it('the last administrator stays one, whatever the provider says', async () => {
  const { auth } = await runtime()
  const kept = await newPerson('admin')
  for (const { id, role } of await auth.people.list()) {
    if (role === 'admin' && id !== kept.id) await auth.people.change(id, { role: 'viewer' })
  }
  know('last', 'viewer', kept.email)
  expect((await signInBy('last')).person).toMatchObject({ id: kept.id, role: 'admin' })
})
