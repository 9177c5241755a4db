import { type APIRequestContext, request } from '@playwright/test'
import type { Role } from '@/lib/shared/access/roles'
import { authSettings, consoleUrl } from './test-settings'

const { ADMIN_EMAIL, ADMIN_PASSWORD } = authSettings

/** The cookies and storage of a signed-in browser. */
export type StorageState = Awaited<ReturnType<APIRequestContext['storageState']>>
export type Account = { email: string; password: string; name: string }

/** Adds a person through the API as an administrator, unless the e-mail is already in use. */
export async function addPerson(
  role: Role,
  email: string,
  name = `Test ${role}`,
): Promise<Account> {
  const account = { email, password: ADMIN_PASSWORD, name }
  const api = await createApiContext(await signInAsFirstAdmin())
  const response = await api.post('/api/people', { data: { ...account, role } })
  if (!response.ok() && response.status() !== 409) throw new Error(await response.text())
  await api.dispose()
  return account
}

/** Starts a new session. */
export async function signIn(email: string, password: string): Promise<StorageState> {
  const api = await createApiContext()
  const response = await api.post('/api/auth/sign-in/email', { data: { email, password } })
  if (!response.ok()) throw new Error(await response.text())
  const state = await api.storageState()
  await api.dispose()
  return state
}

/** Younger than the sign-in that making an administrator needs. */
const REUSE_MS = 10 * 60_000
let firstAdmin: { state: Promise<StorageState>; at: number } | null = null

/** Each sign-in costs the console a password hash, so a worker keeps its session for a while. */
export function signInAsFirstAdmin(): Promise<StorageState> {
  if (!firstAdmin || Date.now() - firstAdmin.at > REUSE_MS)
    firstAdmin = { state: signIn(ADMIN_EMAIL, ADMIN_PASSWORD), at: Date.now() }
  return firstAdmin.state
}

/** A server with another store knows no session of the one before. */
export function forgetFirstAdmin(): void {
  firstAdmin = null
}

/** The `Cookie` header of a signed-in browser. */
export const cookieHeader = ({ cookies }: StorageState) =>
  cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

/** Changes a person through the API as an administrator. */
export async function changePerson(
  email: string,
  change: { role?: Role; disabled?: boolean },
): Promise<void> {
  const api = await createApiContext(await signInAsFirstAdmin())
  const { people } = (await (await api.get('/api/people')).json()) as {
    people: { id: string; email: string }[]
  }
  const id = people.find((person) => person.email === email)?.id
  const response = await api.patch(`/api/people/${id}`, { data: change })
  if (!response.ok()) throw new Error(await response.text())
  await api.dispose()
}

/** A client of the API that sends what a page of the console sends. */
export const createApiContext = (storageState?: StorageState) =>
  request.newContext({
    baseURL: consoleUrl,
    extraHTTPHeaders: { origin: consoleUrl },
    storageState,
  })
