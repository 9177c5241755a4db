import 'server-only'
import { hkdfSync } from 'node:crypto'
import { EncryptJWT, jwtDecrypt } from 'jose'
import * as z from 'zod/mini'

/** How long a person may take at the provider. */
export const SSO_STATE_SECONDS = 600

const stateSchema = z.object({
  checks: z.object({
    state: z.string(),
    nonce: z.string(),
    codeVerifier: z.string(),
    isReauthentication: z.boolean(),
  }),
  returnTo: z.string(),
  /** The session that is confirmed; null for a sign-in. */
  sessionId: z.nullable(z.string()),
})
/** What the browser keeps in a cookie while its person is at the provider. */
export type SsoState = z.infer<typeof stateSchema>

export type SsoStateCodec = {
  encode(state: SsoState): Promise<string>
  /** Null if it is not ours or too old. */
  decode(value: string | undefined): Promise<SsoState | null>
}

/** The store keeps nothing until the browser returns, so that strangers cannot fill it. */
export function createSsoStateCodec(secret: string): SsoStateCodec {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'single sign-on state', 32))
  return {
    encode: (state) =>
      new EncryptJWT(state)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(`${SSO_STATE_SECONDS} s`)
        .encrypt(key),
    async decode(value) {
      if (value === undefined) return null
      try {
        const { payload } = await jwtDecrypt(value, key, { requiredClaims: ['exp'] })
        return stateSchema.parse(payload)
      } catch {
        return null
      }
    },
  }
}
