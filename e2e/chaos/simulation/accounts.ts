import { randomBytes } from 'node:crypto'

/** The sign-in settings of one run. */
export type AdminAccount = { ADMIN_EMAIL: string; ADMIN_PASSWORD: string; AUTH_SECRET: string }

export const createAdminAccount = (): AdminAccount => ({
  ADMIN_EMAIL: 'chaos@example.test',
  ADMIN_PASSWORD: randomBytes(18).toString('base64url'),
  AUTH_SECRET: randomBytes(32).toString('hex'),
})

/** Signs in as the administrator, adds editors and signs them in. Returns all session cookies. */
export async function signInPeople(
  url: string,
  account: AdminAccount,
  editorCount: number,
): Promise<string[]> {
  const { ADMIN_EMAIL, ADMIN_PASSWORD: password } = account
  const admin = await signIn(url, ADMIN_EMAIL, password)
  const cookies = [admin]
  for (let n = 0; n < editorCount; n++) {
    const email = `editor${n}@example.test`
    const person = { email, name: `Editor ${n}`, role: 'editor', password }
    await postJson(`${url}/api/people`, person, admin)
    cookies.push(await signIn(url, email, password))
  }
  return cookies
}

async function signIn(url: string, email: string, password: string): Promise<string> {
  const response = await postJson(`${url}/api/auth/sign-in/email`, { email, password })
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  return cookies.join('; ')
}

/** Throws when the console responds with an error. */
async function postJson(address: string, body: object, cookie = ''): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie }
  const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`)
  return response
}
