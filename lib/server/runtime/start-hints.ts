import 'server-only'
import type { Config } from './config'
import { isLoopback } from './settings-schema'

/** What an administrator should know about settings that work, but not as they may expect. */
export function listStartHints(
  { demo, origins: [origin], hosts }: Pick<Config, 'demo' | 'origins' | 'hosts'>,
  listenHost: string,
): string[] {
  if (demo) return []
  if (hosts === null)
    return [
      isLoopback(listenHost)
        ? 'Set PUBLIC_ORIGIN: the Host header is not checked.'
        : `Set PUBLIC_ORIGIN: the Host header is not checked, and a browser that opens another address than ${origin} cannot sign in.`,
    ]
  const { protocol, hostname } = new URL(origin)
  return protocol === 'http:' && !isLoopback(hostname)
    ? [
        `PUBLIC_ORIGIN is ${origin}: without https, passwords and sessions can be read on the network.`,
      ]
    : []
}
