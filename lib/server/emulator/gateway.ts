import 'server-only'
import { CALLS_PER_SECOND } from './limits'
import type { Quirks } from './quirks'
import { Refusal } from './refusal'
import { type App, checkUserSig } from './user-sig'

/** A call that passed the gateway. */
export type Admitted = { command: string; body: Record<string, unknown> }

const SERVICE = 'live_engine_http_srv'
/** Bad signatures in a minute after which the account is locked for a minute (contract §4.2, 70050). */
const MAX_BAD_SIGNATURES = 20
const MINUTE_MS = 60_000

export type Gateway = {
  /** Throws the {@link Refusal} of the first check that fails, in the order of contract §7, "Emulator defaults". */
  admit(method: string, url: URL, body: Buffer, now: number): Admitted
}

export function createGateway(app: App, commands: ReadonlySet<string>, quirks: Quirks): Gateway {
  let badSignatures: number[] = []
  const seen = new Map<string, number[]>()

  function checkSignature(query: URLSearchParams, now: number) {
    badSignatures = badSignatures.filter((at) => now - at < MINUTE_MS)
    if (badSignatures.length >= MAX_BAD_SIGNATURES)
      throw new Refusal(70050, 'too many bad signatures')
    const usersig = query.get('usersig') ?? ''
    if (usersig === '') throw new Refusal(60004, 'usersig is missing')
    try {
      checkUserSig(app, query.get('identifier') ?? '', usersig, now)
    } catch (error) {
      badSignatures.push(now)
      throw error
    }
  }

  function checkRate(command: string, now: number) {
    const documented =
      command === 'get_room_list' ? CALLS_PER_SECOND.get_room_list : CALLS_PER_SECOND.default
    const recent = (seen.get(command) ?? []).filter((at) => now - at < 1_000)
    if (recent.length >= (quirks.callsPerSecond ?? documented))
      throw new Refusal(60007, 'called too often')
    seen.set(command, [...recent, now])
  }

  return {
    admit(method, url, body, now) {
      const command = commandOf(method, url, commands)
      checkQuery(app, url.searchParams)
      checkSignature(url.searchParams, now)
      if (url.searchParams.get('identifier') !== app.identifier) {
        throw new Refusal(60010, 'identifier is not an administrator')
      }
      checkRate(command, now)
      return { command, body: objectIn(body) }
    },
  }
}

function commandOf(method: string, url: URL, commands: ReadonlySet<string>): string {
  const [empty, version, service, command = '', ...rest] = url.pathname.split('/')
  if (method !== 'POST' || empty !== '' || version !== 'v4')
    throw new Refusal(60002, 'HTTP parse Error')
  if (service !== SERVICE || rest.length > 0 || !commands.has(command)) {
    throw new Refusal(60009, 'no such resource')
  }
  return command
}

function checkQuery(app: App, query: URLSearchParams): void {
  const sdkAppId = query.get('sdkappid')
  if (!sdkAppId) throw new Refusal(60012, 'sdkappid is missing')
  if (!/^\d+$/.test(sdkAppId)) throw new Refusal(60006, 'sdkappid is not valid')
  if (Number(sdkAppId) !== app.sdkAppId) throw new Refusal(70020, 'sdkappid is not found')
  if (!query.get('identifier')) throw new Refusal(60004, 'identifier is missing')
  const random = query.get('random') ?? ''
  if (!/^\d+$/.test(random) || Number(random) > 0xffff_ffff)
    throw new Refusal(60004, 'random is no uint32')
  if (query.get('contenttype') !== 'json') throw new Refusal(60004, 'contenttype is not json')
}

/** Strict JSON in valid UTF-8, and an object; an empty body is none (contract §3). */
function objectIn(body: Buffer): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new Refusal(60003, 'body is not valid JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal(60003, 'body is not a JSON object')
  }
  return value as Record<string, unknown>
}
