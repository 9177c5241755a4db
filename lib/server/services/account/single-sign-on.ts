import 'server-only'
import { toReturnPath } from '@/lib/shared/access/return-path'
import type { SignInFailure } from '@/lib/shared/access/sign-in-failures'
import { Problem } from '@/lib/shared/api/problem'
import { callAuth } from '../../auth/better-auth'
import { toCookieHeader } from '../../auth/request-identity'
import { PROVIDER, SsoDenied } from '../../auth/single-sign-on'
import type { Config } from '../../runtime/config'
import { completeSignIn, endPreviousSession, type SignInDeps, setCookies } from './sign-in'

export type SingleSignOnDeps = SignInDeps & { config: Config }

const SIGN_IN_PATH = '/sign-in'
/** Short, because the person sees no progress meanwhile. */
const PROVIDER_TIMEOUT_MS = 8_000

/**
 * Returns the provider's address to send the browser to. Throws `request.not-found` when no
 * provider is configured and `auth.provider-silent` when it does not respond.
 */
export async function signInWithProvider(
  deps: SingleSignOnDeps,
  { returnTo }: { returnTo?: string },
): Promise<{ url: string }> {
  const singleSignOn = requireSingleSignOn(deps)
  const body = {
    provider: PROVIDER,
    callbackURL: toReturnPath(returnTo),
    errorCallbackURL: SIGN_IN_PATH,
    disableRedirect: true,
  }
  const { headers, response } = await withTimeout(
    callAuth('auth.provider-silent', () =>
      singleSignOn.api.signInSocial({ body, headers: deps.identity.headers, returnHeaders: true }),
    ),
  )
  setCookies(deps, headers)
  return { url: response.url ?? SIGN_IN_PATH }
}

/**
 * Handles the redirect back from the provider: signs the person in, or redirects to sign-in with
 * the reason.
 */
export async function finishSingleSignOn(
  deps: SingleSignOnDeps,
  _: unknown,
  request: Request,
): Promise<Response> {
  const singleSignOn = requireSingleSignOn(deps)
  try {
    const callbackResponse = await withTimeout(
      singleSignOn.api.callbackOAuth({
        method: 'GET',
        params: { id: PROVIDER },
        query: Object.fromEntries(new URL(request.url).searchParams),
        headers: deps.identity.headers,
        asResponse: true,
      }),
    )
    const token = findSessionToken(deps, callbackResponse.headers)
    if (token === null) return redirectToSignIn('other')
    await endPreviousSession(deps)
    await completeSignIn(deps, token)
    setCookies(deps, callbackResponse.headers)
    const [origin] = deps.config.origins
    const location = callbackResponse.headers.get('location') ?? '/'
    const { pathname, search, hash } = new URL(location, origin)
    return redirectTo(toReturnPath(pathname + search + hash))
  } catch (error) {
    // A person sees this response, so it is a page and not an error envelope.
    const failure = error instanceof SsoDenied ? error.failure : 'other'
    const level = error instanceof SsoDenied ? 'info' : 'error'
    deps.log[level]({ event: 'not-let-in', ref: deps.ref, failure, err: error })
    return redirectToSignIn(failure)
  }
}

function requireSingleSignOn({ auth }: SingleSignOnDeps) {
  if (!auth.singleSignOn) throw new Problem('request.not-found')
  return auth.singleSignOn
}

/** The token of the session that a response of better-auth sets, or null. */
function findSessionToken({ auth }: SingleSignOnDeps, headers: Headers): string | null {
  const cookie = toCookieHeader(headers.getSetCookie())
  return auth.identify(new Headers({ cookie })).token
}

function redirectToSignIn(failure: SignInFailure): Response {
  return redirectTo(`${SIGN_IN_PATH}?error=${failure}`)
}

function redirectTo(location: string): Response {
  return new Response(null, { status: 302, headers: { location } })
}

async function withTimeout<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('auth.provider-silent')), PROVIDER_TIMEOUT_MS)
  })
  try {
    return await Promise.race([promise, timeout])
  } finally {
    clearTimeout(timer)
  }
}
