import 'server-only'
import { afterAll, beforeAll, expect } from 'vitest'
import { endpoints } from '@/lib/shared/api/contract'
import { REMOTE_ADDRESS_HEADER } from '../auth/request-identity'
import { type HostileProvider, startHostileProvider } from '../auth/testing/hostile-provider'
import { CLIENT, signInAtProvider, startOidcProvider } from '../auth/testing/start-oidc-provider'
import { callEndpoint, SAME_ORIGIN, startEndpoints, stopEndpoints } from './endpoints'
import { cookiesIn } from './people'
import type { RouteHandlers } from './route-handlers'

export const CALLBACK_URL = `http://localhost:3000${endpoints.finishSingleSignOn.path}`

async function startEndpointsWith(issuer: string, settings: Record<string, string>) {
  await startEndpoints()
  Object.assign(process.env, {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    ...settings,
  })
}

/** Starts the endpoints with a real OpenID Connect provider on loopback. */
export async function startSingleSignOn(settings: Record<string, string> = {}) {
  const provider = await startOidcProvider(CALLBACK_URL)
  await startEndpointsWith(provider.issuer, settings)
  const stop = async () => {
    await stopEndpoints()
    await provider.close()
  }
  return { addSubject: provider.addSubject, stop }
}

/** Starts the endpoints for the tests of one file, with a provider that says what a test tells it. */
export function setUpHostileProvider(settings: Record<string, string> = {}) {
  let provider: HostileProvider | undefined
  beforeAll(async () => {
    provider = await startHostileProvider()
    await startEndpointsWith(provider.issuer, settings)
  })
  afterAll(async () => {
    await stopEndpoints()
    await provider?.close()
  })
  return () => provider ?? expect.fail('the provider runs only during tests')
}

/** The steps of a single sign-on as a browser makes them, with the routes that it calls. */
export function createSingleSignOnSteps(routes: {
  start: RouteHandlers
  callback: RouteHandlers
  session: RouteHandlers
}) {
  let browsers = 0

  /** Chooses single sign-on; resolves to the provider's address and the browser's cookies. */
  async function startSignIn(returnTo?: string) {
    browsers += 1
    // Every browser has its own address, because starts are limited per address.
    const headers = { ...SAME_ORIGIN, [REMOTE_ADDRESS_HEADER]: `198.51.100.${browsers % 256}` }
    const body = JSON.stringify({ returnTo })
    const path = endpoints.signInWithProvider.path
    const init = { headers, body }
    const response = await callEndpoint(routes.start, 'POST', path, init, {}, null)
    const { url } = endpoints.signInWithProvider.response.parse(response.body)
    return { url, cookie: cookiesIn(response.headers) }
  }

  /** Follows the provider's redirect back to the console; `to` is where the console redirects. */
  async function returnFromProvider(address: string, cookie: string) {
    const request = new Request(address, { headers: { cookie } })
    const response = await routes.callback.GET?.(request, { params: Promise.resolve({}) })
    if (!response) throw new Error('no handler')
    const { status, headers } = response
    return { to: headers.get('location'), status, headers }
  }

  /** Signs in from start to end; `person` is signed in afterwards. */
  async function signInWithProvider(sub: string, returnTo?: string) {
    const { url, cookie } = await startSignIn(returnTo)
    const address = await signInAtProvider(url, sub, CALLBACK_URL)
    const { to, headers } = await returnFromProvider(address, cookie)
    const init = { headers: { cookie: cookiesIn(headers) } }
    const path = endpoints.getSession.path
    const session = await callEndpoint(routes.session, 'GET', path, init, {}, null)
    return { to, person: endpoints.getSession.response.parse(session.body).person }
  }

  return { startSignIn, returnFromProvider, signInWithProvider }
}
