import 'server-only'
import * as callbackDoor from '@/app/api/auth/callback/oidc/route'
import * as sessionDoor from '@/app/api/auth/get-session/route'
import * as startDoor from '@/app/api/auth/sign-in/social/route'
import { endpoints } from '@/lib/shared/api/contract'
import { agree, CLIENT, startProvider } from '../auth/testing/provider'
import { ask, OWN, startDoors, stopDoors } from './endpoints'
import { cookiesIn } from './people'

export const BACK = `http://localhost:3000${endpoints.finishSingleSignOn.path}`

/** The doors, with a real provider on loopback behind them. */
export async function startSingleSignOn(settings: Record<string, string> = {}) {
  const provider = await startProvider(BACK)
  await startDoors()
  Object.assign(process.env, {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    ...settings,
  })
  const stop = async () => {
    await stopDoors()
    await provider.close()
  }
  return { know: provider.know, stop }
}

/** Pressing the button: where it leads, and the cookies of the browser. */
export async function begin(returnTo?: string) {
  const body = JSON.stringify({ returnTo })
  const path = endpoints.signInWithProvider.path
  const answer = await ask(startDoor, 'POST', path, { headers: OWN, body }, {}, null)
  const { url } = endpoints.signInWithProvider.reply.parse(answer.body)
  return { url, cookie: cookiesIn(answer.headers) }
}

/** The provider sends the browser back. */
export async function comeBack(address: string, cookie: string) {
  const request = new Request(address, { headers: { cookie } })
  const { status, headers } = await callbackDoor.GET(request, { params: Promise.resolve({}) })
  return { to: headers.get('location'), status, headers }
}

/** From the button to the page after it, and who is signed in then. */
export async function signInBy(sub: string, returnTo?: string) {
  const { url, cookie } = await begin(returnTo)
  const { to, headers } = await comeBack(await agree(url, sub, BACK), cookie)
  const as = { headers: { cookie: cookiesIn(headers) } }
  const seen = await ask(sessionDoor, 'GET', endpoints.getSession.path, as, {}, null)
  return { to, person: endpoints.getSession.reply.parse(seen.body).person }
}
