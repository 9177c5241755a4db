import 'server-only'
import { CALLS_PER_SECOND } from '../commands/limits'
import { Refusal } from '../refusal'
import { type AppCredentials, checkUserSig } from './user-sig'

/** A call that passed the gateway. */
type AdmittedCall = { command: string; body: Record<string, unknown> }

export type Gateway = {
  /**
   * Throws the {@link Refusal} of the first check that fails, in the order of
   * docs/live-api.md#emulator-order-of-checks. `now` in epoch ms.
   */
  admit(method: string, url: URL, body: Buffer, now: number): AdmittedCall
}

const SERVICE = 'live_engine_http_srv'
/**
 * After this many bad signatures in a minute the account is locked:
 * docs/live-api.md#signature-codes, 70050.
 */
const MAX_BAD_SIGNATURES = 20
const MINUTE_MS = 60_000

/** `clock` in ms, monotonic: a change of the system time must not change how calls are counted. */
export function createGateway(
  app: AppCredentials,
  commands: ReadonlySet<string>,
  clock: () => number,
): Gateway {
  let badSignatures: number[] = []
  const callTimes = new Map<string, number[]>()

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

  function checkRate(command: string) {
    const now = clock()
    const perSecond =
      command === 'get_room_list' ? CALLS_PER_SECOND.get_room_list : CALLS_PER_SECOND.default
    const recent = (callTimes.get(command) ?? []).filter((at) => now - at < 1_000)
    if (recent.length >= perSecond) throw new Refusal(60007, 'called too often')
    callTimes.set(command, [...recent, now])
  }

  return {
    admit(method, url, body, now) {
      const command = parseCommand(method, url, commands)
      checkQuery(app, url.searchParams)
      checkSignature(url.searchParams, now)
      if (url.searchParams.get('identifier') !== app.identifier) {
        throw new Refusal(60010, 'identifier is not an administrator')
      }
      checkRate(command)
      return { command, body: parseBody(body) }
    },
  }
}

function parseCommand(method: string, url: URL, commands: ReadonlySet<string>): string {
  const [empty, version, service, command = '', ...rest] = url.pathname.split('/')
  if (method !== 'POST' || empty !== '' || version !== 'v4')
    throw new Refusal(60002, 'HTTP parse Error')
  if (service !== SERVICE || rest.length > 0 || !commands.has(command)) {
    throw new Refusal(60009, 'no such resource')
  }
  return command
}

function checkQuery(app: AppCredentials, query: URLSearchParams): void {
  const sdkAppId = query.get('sdkappid')
  if (!sdkAppId) throw new Refusal(60012, 'sdkappid is missing')
  if (!/^\d+$/.test(sdkAppId)) throw new Refusal(60006, 'sdkappid is not valid')
  if (Number(sdkAppId) !== app.sdkAppId) throw new Refusal(70020, 'sdkappid is not found')
  if (!query.get('identifier')) throw new Refusal(60004, 'identifier is missing')
  const random = query.get('random') ?? ''
  if (!/^\d+$/.test(random) || Number(random) > 0xffff_ffff)
    throw new Refusal(60004, 'random is not a uint32')
  if (query.get('contenttype') !== 'json') throw new Refusal(60004, 'contenttype is not json')
}

/** Accepts only a JSON object in valid UTF-8, never an empty body: docs/live-api.md#rest-rules. */
function parseBody(body: Buffer): Record<string, unknown> {
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
