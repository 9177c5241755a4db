/** The package has no types; these cover what the tests use. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'

  type Claims = Record<string, unknown> & { sub: string }
  export default class Provider {
    constructor(
      issuer: string,
      configuration: {
        clients: Record<string, unknown>[]
        claims: Record<string, string[]>
        conformIdTokenClaims: boolean
        pkce: { required: () => boolean }
        features: Record<string, { enabled: boolean }>
        cookies: { keys: string[] }
        findAccount: (
          ctx: unknown,
          id: string,
        ) => { accountId: string; claims: () => Claims } | undefined
      },
    )
    callback(): RequestListener
  }
}
