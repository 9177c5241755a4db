import { type APIRequestContext, request } from '@playwright/test'
import type { Role } from '@/lib/shared/access/roles'
import { authSettings, consoleUrl } from './addresses'

const { ADMIN_EMAIL, ADMIN_PASSWORD } = authSettings

/** What a browser that is signed in keeps. */
export type SignedIn = Awaited<ReturnType<APIRequestContext['storageState']>>
export type Account = { email: string; password: string; name: string }

/** Lets somebody in, through the API as an administrator does; who is there already stays. */
export async function addPerson(role: Role, email: string): Promise<Account> {
  const account = { email, password: ADMIN_PASSWORD, name: `Test ${role}` }
  const admin = await signIn(ADMIN_EMAIL, ADMIN_PASSWORD)
  const api = await newApi(admin)
  const answer = await api.post('/api/people', { data: { ...account, role } })
  if (!answer.ok() && answer.status() !== 409) throw new Error(await answer.text())
  await api.dispose()
  return account
}

/** A new session. */
export async function signIn(email: string, password: string): Promise<SignedIn> {
  const api = await newApi()
  const answer = await api.post('/api/auth/sign-in/email', { data: { email, password } })
  if (!answer.ok()) throw new Error(await answer.text())
  const state = await api.storageState()
  await api.dispose()
  return state
}

/** What an administrator does to somebody, through the API. */
export async function changePerson(
  email: string,
  change: { role?: Role; disabled?: boolean },
): Promise<void> {
  const api = await newApi(await signIn(ADMIN_EMAIL, ADMIN_PASSWORD))
  const { people } = (await (await api.get('/api/people')).json()) as {
    people: { id: string; email: string }[]
  }
  const id = people.find((person) => person.email === email)?.id
  const answer = await api.patch(`/api/people/${id}`, { data: change })
  if (!answer.ok()) throw new Error(await answer.text())
  await api.dispose()
}

const newApi = (storageState?: SignedIn) =>
  request.newContext({
    baseURL: consoleUrl,
    extraHTTPHeaders: { origin: consoleUrl },
    storageState,
  })
