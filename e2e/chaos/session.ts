import { randomBytes } from 'node:crypto'

/** The settings of sign-in, made for one run. */
export type Account = { ADMIN_EMAIL: string; ADMIN_PASSWORD: string; AUTH_SECRET: string }

export const newAccount = (): Account => ({
  ADMIN_EMAIL: 'chaos@example.test',
  ADMIN_PASSWORD: randomBytes(18).toString('base64url'),
  AUTH_SECRET: randomBytes(32).toString('hex'),
})

/** Signs in over HTTP as the first administrator; the answer is the cookie that requests carry from then on. */
export async function signIn(url: string, account: Account): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ email: account.ADMIN_EMAIL, password: account.ADMIN_PASSWORD }),
  })
  if (response.status === 404) return ''
  if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
