import 'server-only'
import type { BlockList } from 'node:net'
import type { Log } from '../runtime/log'
import { isTrustedProxy, REMOTE_ADDRESS_HEADER, type RequestHeaders } from './request-identity'

/** The last request whose `X-Forwarded-For` was ignored; `seenAt` in epoch ms. */
export type UntrustedForwarding = { seenAt: number; address: string }

export type ForwardingCheck = {
  inspect(headers: RequestHeaders): void
  /** Null if there was none since the start. */
  last(): UntrustedForwarding | null
}

/**
 * Notices a proxy that TRUSTED_PROXY does not name: everyone behind it has the proxy's address, so
 * they share the login throttle. A client can send the header too, so it is logged only once.
 */
export function createForwardingCheck(trustedProxies: BlockList, log: Log): ForwardingCheck {
  let last: UntrustedForwarding | null = null
  return {
    inspect(headers) {
      const address = headers.get(REMOTE_ADDRESS_HEADER)
      const forwarded = headers.get('x-forwarded-for')
      // Next sets the header to the peer itself if no proxy has set it.
      if (!address || forwarded === null || forwarded === address) return
      if (isTrustedProxy(address, trustedProxies)) return
      if (last === null) log.warn({ event: 'untrusted-forwarding', address })
      last = { seenAt: Date.now(), address }
    },
    last: () => last,
  }
}
