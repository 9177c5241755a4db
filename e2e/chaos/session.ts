import { randomBytes } from 'node:crypto'

/** The settings of sign-in, made for one run. */
export type Account = { ADMIN_EMAIL: string; ADMIN_PASSWORD: string; AUTH_SECRET: string }

export const newAccount = (): Account => ({
  ADMIN_EMAIL: 'chaos@example.test',
  ADMIN_PASSWORD: randomBytes(18).toString('base64url'),
  AUTH_SECRET: randomBytes(32).toString('hex'),
})

/** Signs in over HTTP as the first administrator and makes editors; the answers are the cookies of all of them. */
export async function signInAll(url: string, account: Account, editors: number): Promise<string[]> {
  const { ADMIN_EMAIL, ADMIN_PASSWORD: password } = account
  const admin = await signIn(url, ADMIN_EMAIL, password)
  const cookies = [admin]
  for (let n = 0; n < editors; n++) {
    const email = `editor${n}@example.test`
    const person = { email, name: `Editor ${n}`, role: 'editor', password }
    await post(`${url}/api/people`, person, admin)
    cookies.push(await signIn(url, email, password))
  }
  return cookies
}

async function signIn(url: string, email: string, password: string): Promise<string> {
  const response = await post(`${url}/api/auth/sign-in/email`, { email, password })
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  return cookies.join('; ')
}

async function post(address: string, body: object, cookie = ''): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie }
  const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`)
  return response
}
