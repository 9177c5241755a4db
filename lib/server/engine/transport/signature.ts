import 'server-only'
import { createHmac } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'

/** The app and its administrator. The secret key is text: it is used as it stands, not hex-decoded (contract §5.1). */
export type Signatory = { sdkAppId: number; identifier: string; secretKey: string }

/** 24 h: the vendor's advice for the shortest validity (contract §5.1, code 70001). */
const VALID_SECONDS = 86_400

/**
 * A UserSig (TLSSigAPIv2) for `validSeconds` from `time`, both whole seconds. It holds only `A–Z a–z 0–9 * - _`.
 * Source: contract §5.1, read in the vendor's own package.
 */
export function userSig(signatory: Signatory, time: number, validSeconds: number): string {
  const { sdkAppId, identifier, secretKey } = signatory
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
  // Not RFC 4648: `-` stands for `/`, and `_` is the padding.
  return packed.replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_')
}

export type Signer = {
  /** The signature to use now. */
  current(): string
  /** Forgets `stale`, so that the next call signs anew; a signature made meanwhile by another call is kept. */
  renew(stale: string): void
}

/**
 * Signs once for 24 h and anew at half-life. The secret stays in this closure. `now` in epoch ms.
 * Throws an Error, which names the field and never its value, where the engine could only refuse.
 */
export function createSigner(signatory: Signatory, now: () => number): Signer {
  assertUsable(signatory)
  let kept = ''
  let renewAt = 0
  return {
    current() {
      const seconds = Math.floor(now() / 1000)
      if (kept === '' || seconds >= renewAt) {
        kept = userSig(signatory, seconds, VALID_SECONDS)
        renewAt = seconds + VALID_SECONDS / 2
      }
      return kept
    },
    renew(stale) {
      if (kept === stale) kept = ''
    },
  }
}

/**
 * The vendor's package checks nothing and signs whatever it is given (contract §5.2); a line feed in the identifier
 * would even add lines to what is signed. At most 32 bytes: contract §5.1.
 */
function assertUsable({ sdkAppId, identifier, secretKey }: Signatory): void {
  if (!Number.isInteger(sdkAppId) || sdkAppId < 1 || sdkAppId >= 2 ** 32)
    throw new Error('sdkAppId must be a whole number from 1 to 4294967295')
  const bytes = utf8Bytes(identifier)
  if (bytes < 1 || bytes > 32 || /\p{Cc}/u.test(identifier))
    throw new Error('identifier must be 1 to 32 bytes without control characters')
  if (secretKey === '') throw new Error('secretKey must not be empty')
}
