import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import { readForm } from '../../http/body'
import type { SignInDeps } from './sign-in'
import { requireSingleSignOn } from './single-sign-on'

/**
 * Ends the sessions that the identity provider names in a signed logout token (OpenID Connect
 * Back-Channel Logout 1.0). Throws `request.malformed` for any other token, also a repeated one.
 */
export async function endProviderSessions(
  deps: SignInDeps,
  _: unknown,
  request: Request,
): Promise<Response> {
  const { client } = requireSingleSignOn(deps)
  const token = (await readForm(request)).get('logout_token') ?? ''
  const refusal = (cause?: unknown) =>
    new Problem('request.malformed', { params: { field: 'logout_token' }, cause })
  const { tokenId, ...logout } = await client.verifyLogout(token).catch((cause: unknown) => {
    throw refusal(cause)
  })
  if (!(await deps.auth.loginThrottle.isFirstUse('logout token', tokenId))) throw refusal()
  for (const person of await deps.auth.providerSessions.end(logout)) {
    deps.realtime.publishSessionsChange(person)
    deps.log.info({ event: 'provider-signed-out', ref: deps.ref, person })
  }
  return Response.json({})
}
