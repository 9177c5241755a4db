import 'server-only'
import { returnToOf } from '@/lib/shared/access/return-to'
import type { SignInFailure } from '@/lib/shared/access/sign-in-failures'
import { Problem } from '@/lib/shared/api/problem'
import { asked } from '../../auth/better-auth'
import { NotLetIn, PROVIDER } from '../../auth/single-sign-on'
import type { OpenContext } from '../../http/context'
import { endBefore, enter, setCookies } from './sign-in'

const SIGN_IN = '/sign-in'
/** A person waits for it, with nothing to look at. */
const PATIENCE_MS = 8_000

/**
 * Where to send the browser. Throws `request.not-found` where no provider is configured, `auth.provider-silent` where
 * it does not answer.
 */
export async function signInWithProvider(
  ctx: OpenContext,
  { returnTo }: { returnTo?: string },
): Promise<{ url: string }> {
  const library = libraryOf(ctx)
  const body = {
    provider: PROVIDER,
    callbackURL: returnToOf(returnTo),
    errorCallbackURL: SIGN_IN,
    disableRedirect: true,
  }
  const { headers, response } = await soon(
    asked('auth.provider-silent', () =>
      library.api.signInSocial({ body, headers: ctx.visitor.headers, returnHeaders: true }),
    ),
  )
  setCookies(ctx, headers)
  return { url: response.url ?? SIGN_IN }
}

/** Where the provider sends the browser back to: signed in and on its way, or to the sign-in page with the reason. */
export async function finishSingleSignOn(
  ctx: OpenContext,
  _: unknown,
  request: Request,
): Promise<Response> {
  const library = libraryOf(ctx)
  try {
    const answer = await soon(
      library.api.callbackOAuth({
        method: 'GET',
        params: { id: PROVIDER },
        query: Object.fromEntries(new URL(request.url).searchParams),
        headers: ctx.visitor.headers,
        asResponse: true,
      }),
    )
    const token = tokenIn(ctx, answer.headers)
    if (token === null) return failed('other')
    await endBefore(ctx)
    await enter(ctx, token)
    setCookies(ctx, answer.headers)
    const [origin] = ctx.config.origins
    const { pathname, search, hash } = new URL(answer.headers.get('location') ?? '/', origin)
    return goTo(returnToOf(pathname + search + hash))
  } catch (error) {
    // A person looks at this, and can read no envelope.
    const failure = error instanceof NotLetIn ? error.failure : 'other'
    const level = error instanceof NotLetIn ? 'info' : 'error'
    ctx.log[level]({ event: 'not-let-in', ref: ctx.ref, failure, err: error })
    return failed(failure)
  }
}

function libraryOf({ auth }: OpenContext) {
  if (!auth.singleSignOn) throw new Problem('request.not-found')
  return auth.singleSignOn
}

/** Of the session that an answer of the library brings, if it does. */
function tokenIn({ auth }: OpenContext, headers: Headers): string | null {
  const pairs = headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0])
  return auth.visitorOf(new Headers({ cookie: pairs.join('; ') })).token
}

const failed = (failure: SignInFailure) => goTo(`${SIGN_IN}?error=${failure}`)
const goTo = (location: string) => new Response(null, { status: 302, headers: { location } })

async function soon<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('auth.provider-silent')), PATIENCE_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
