import { hashPassword as hashEarlier } from 'better-auth/crypto'
import { describe, expect, it } from 'vitest'
import * as changePasswordRoute from '@/app/api/auth/change-password/route'
import * as signInRoute from '@/app/api/auth/sign-in/email/route'
import * as peopleRoute from '@/app/api/people/route'
import { endpoints } from '@/lib/shared/api/contract'
import { REMOTE_ADDRESS_HEADER } from '../../auth/request-identity'
import { getRuntime } from '../../runtime/runtime'
import { callEndpoint, codeIn, SAME_ORIGIN, setUpEndpoints } from '../../testing/endpoints'
import { addPerson, createSignIn, PASSWORD } from '../../testing/people'

const signIn = createSignIn(signInRoute)

setUpEndpoints()

const signInFrom = (address: string, email: string, password: string) =>
  callEndpoint(
    signInRoute,
    'POST',
    endpoints.signIn.path,
    {
      headers: { ...SAME_ORIGIN, [REMOTE_ADDRESS_HEADER]: address },
      body: JSON.stringify({ email, password }),
    },
    {},
    null,
  )

describe('a password that is easy to guess', () => {
  const common = [
    'password1234',
    '123456789012',
    'administrator',
    'qwertyuiopas',
    'aaaaaaaaaaaa',
    'Password12345',
  ]
  const codeOf = ({ status, body }: { status: number; body: unknown }) =>
    status === 200 || status === 201 ? 'accepted' : codeIn(body)

  it.each(common)('%s is refused when a person chooses it', async (newPassword) => {
    const cookie = await signIn(await addPerson('viewer'))
    const body = JSON.stringify({ currentPassword: PASSWORD, newPassword })
    const init = { headers: { ...SAME_ORIGIN, cookie }, body }
    const path = endpoints.changePassword.path
    const answer = await callEndpoint(changePasswordRoute, 'POST', path, init)
    expect([answer.status, codeOf(answer)]).toEqual([422, 'password.too-common'])
  })

  it('is refused for a new person, also if it is their e-mail address', async () => {
    const add = async (email: string, password: string) => {
      const body = JSON.stringify({ email, name: 'New Person', role: 'viewer', password })
      const init = { headers: SAME_ORIGIN, body }
      return codeOf(await callEndpoint(peopleRoute, 'POST', '/api/people', init))
    }
    expect(await add('one@example.com', 'administrator1')).toBe('password.too-common')
    expect(await add('jane.miller@example.com', 'jane.miller@example.com1')).toBe(
      'password.too-common',
    )
    expect(await add('two@example.com', 'four words in a row')).toBe('accepted')
  })
})

it('a hash of an earlier version is replaced at sign-in, and sessions stay', async () => {
  const { auth, database } = await getRuntime()
  const person = await addPerson('editor')
  const earlier = await hashEarlier(PASSWORD)
  await database.kysely
    .updateTable('accounts')
    .set({ password: earlier })
    .where('person_id', '=', person.id)
    .execute()
  const cookie = await signIn(person)
  expect(await auth.accounts.findPasswordHash(person.id)).toMatch(/^\$scrypt\$ln=10,/)
  expect(await signIn(person)).not.toBe('')
  expect(await auth.findSession(auth.identify(new Headers({ cookie })))).not.toBeNull()
})

it('a flood of strangers is refused and does not keep known people out', async () => {
  const person = await addPerson('editor')
  expect((await signInFrom('198.51.100.1', person.email, PASSWORD)).status).toBe(200)
  const { auth } = await getRuntime()
  const known = { account: person.email, clientKey: '198.51.100.1', device: null }
  await expect.poll(() => auth.loginThrottle.isKnown(known)).toBe(true)
  const flood = Array.from({ length: 40 }, (_, at) =>
    signInFrom(`203.0.113.${at}`, `unknown-${at}@example.com`, 'a guess'),
  )
  const mine = signInFrom('198.51.100.1', person.email, PASSWORD)
  const answers = await Promise.all(flood)
  const busy = answers.filter(({ status }) => status === 429)
  expect(busy.length).toBeGreaterThan(20)
  expect(codeIn(busy[0]?.body)).toBe('auth.busy')
  expect(busy[0]?.headers.get('retry-after')).toBe('3')
  expect((await mine).status).toBe(200)
})
