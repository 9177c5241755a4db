import 'server-only'
import { createHmac } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'

/** The app and its administrator account. The secret key is used as text, not hex-decoded. */
export type EngineCredentials = { sdkAppId: number; identifier: string; secretKey: string }

/** 24 h, the shortest validity that the vendor suggests: docs/live-api.md#usersig. */
const VALID_SECONDS = 86_400

/**
 * Creates a UserSig (TLSSigAPIv2) that is valid for `validSeconds` from `time`, both in whole
 * seconds. It consists of `A–Z a–z 0–9 * - _`. The format is in docs/live-api.md#usersig.
 */
export function createUserSig(
  credentials: EngineCredentials,
  time: number,
  validSeconds: number,
): string {
  const { sdkAppId, identifier, secretKey } = credentials
  const content = [
    `TLS.identifier:${identifier}`,
    `TLS.sdkappid:${sdkAppId}`,
    `TLS.time:${time}`,
    `TLS.expire:${validSeconds}`,
    '',
  ].join('\n')
  const document = {
    'TLS.ver': '2.0',
    'TLS.identifier': identifier,
    'TLS.sdkappid': sdkAppId,
    'TLS.time': time,
    'TLS.expire': validSeconds,
    'TLS.sig': createHmac('sha256', secretKey).update(content).digest('base64'),
  }
  const packed = deflateSync(JSON.stringify(document)).toString('base64')
  // This is not base64url: `-` replaces `/`, and `_` replaces the padding.
  return packed.replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_')
}

type Signer = {
  current(): string
  /**
   * Drops `stale`, so that the next call signs again. Keeps a signature that another call made
   * since.
   */
  discard(stale: string): void
}

/**
 * Creates a signer that reuses a signature for half of its validity. The secret stays in this
 * closure. `now` in epoch ms. Throws an Error, which names the field but not its value, if the Live
 * service would refuse every signature.
 */
export function createSigner(credentials: EngineCredentials, now: () => number): Signer {
  assertUsable(credentials)
  let signature = ''
  let renewAt = 0
  return {
    current() {
      const seconds = Math.floor(now() / 1000)
      if (signature === '' || seconds >= renewAt) {
        signature = createUserSig(credentials, seconds, VALID_SECONDS)
        renewAt = seconds + VALID_SECONDS / 2
      }
      return signature
    },
    discard(stale) {
      if (signature === stale) signature = ''
    },
  }
}

/**
 * The algorithm signs any input, and a line feed in the identifier would add lines to the signed
 * text. An identifier has at most 32 bytes: docs/live-api.md#usersig.
 */
function assertUsable({ sdkAppId, identifier, secretKey }: EngineCredentials): void {
  if (!Number.isInteger(sdkAppId) || sdkAppId < 1 || sdkAppId >= 2 ** 32)
    throw new Error('sdkAppId must be a whole number from 1 to 4294967295')
  const bytes = utf8Bytes(identifier)
  if (bytes < 1 || bytes > 32 || /\p{Cc}/u.test(identifier))
    throw new Error('identifier must be 1 to 32 bytes without control characters')
  if (secretKey === '') throw new Error('secretKey must not be empty')
}
