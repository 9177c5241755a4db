import 'server-only'
import { BlockList, isIPv4, isIPv6 } from 'node:net'
import ipaddr from 'ipaddr.js'
import * as z from 'zod/mini'
import { MIN_PASSWORD_CHARACTERS } from '@/lib/shared/access/password-rules'
import { RECOMMENDED_LOG2_COST } from '../auth/passwords/passwords'
import { DEFAULT_QPS } from '../engine/resilience/rate-limits'

/** The vendor's hosts, see docs/live-api.md#rest-rules. Set `LIVE_ENGINE_URL` for any other one. */
export const REGIONS = {
  china: 'https://console.tim.qq.com',
  singapore: 'https://adminapisgp.im.qcloud.com',
  'silicon-valley': 'https://adminapiusa.im.qcloud.com',
  jakarta: 'https://adminapiidn.im.qcloud.com',
} as const

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '::1']
const regionNames = Object.keys(REGIONS) as (keyof typeof REGIONS)[]

// Each message completes a sentence that starts with the name of the setting.
const number = z.coerce.number<string>('must be a number')
const integer = z.int('must be a whole number')
const nonEmpty = z.optional(z.string().check(z.trim(), z.minLength(1, 'must not be empty')))
const port = number.check(
  integer,
  z.gte(0, 'must be at least 0'),
  z.lte(65_535, 'must be at most 65535'),
)
/**
 * The Live service allows 200 calls a second per command by default, see docs/live-api.md#envelope.
 */
const qps = number.check(
  integer,
  z.gte(1, 'must be at least 1'),
  z.lte(2_000, 'must be at most 2000'),
)
/** A share of the documented 200 calls a second, see docs/live-api.md#envelope. */
const sweepQps = number.check(
  integer,
  z.gte(0, 'must be at least 0'),
  z.lte(100, 'must be at most 100'),
)
const duration = number.check(
  z.gt(0, 'must be greater than 0'),
  z.lte(10_000, 'must be at most 10000'),
)
/**
 * The console of the Live service accepts 1 to 128 characters, see
 * docs/live-api.md#webhook-configuration. Anyone who sees a webhook could guess
 * a shorter one offline.
 */
const webhookToken = z.optional(
  z
    .string()
    .check(
      z.minLength(16, 'must have at least 16 characters'),
      z.maxLength(128, 'must have at most 128 characters'),
    ),
)

/** All settings by name; docs/configuration.md explains them. */
export const settingsSchema = z.object({
  DEMO: z.optional(z.literal('1', 'must be 1 or empty')),
  LIVE_ENGINE_REGION: z.optional(z.enum(regionNames, `must be one of ${regionNames.join(', ')}`)),
  LIVE_ENGINE_URL: z.optional(
    z
      .string()
      .check(z.refine(isEngineUrl, 'must be a URL without a path: https, or http on loopback')),
  ),
  LIVE_ENGINE_SDK_APP_ID: z.optional(number.check(integer, z.gte(1, 'must be at least 1'))),
  LIVE_ENGINE_SECRET_KEY: nonEmpty,
  LIVE_ENGINE_SECRET_KEY_FILE: nonEmpty,
  LIVE_ENGINE_IDENTIFIER: z.optional(
    z.string().check(z.regex(/^[A-Za-z0-9_-]{1,32}$/, 'must be 1 to 32 letters, digits, _ or -')),
  ),
  LIVE_ENGINE_QPS: z._default(qps, DEFAULT_QPS),
  LIVE_SWEEP_QPS: z._default(sweepQps, 10),
  LIVE_WEBHOOK_TOKEN: webhookToken,
  LIVE_WEBHOOK_TOKEN_PREVIOUS: webhookToken,
  DATABASE_URL: z.optional(
    z.string().check(z.refine(isPostgresUrl, 'must be a URL such as postgres://host/name')),
  ),
  DATA_DIR: z._default(z.string(), './data'),
  PUBLIC_ORIGIN: z.optional(
    z.string().check(z.refine(isOrigin, 'must be an origin such as https://host')),
  ),
  AUTH_SECRET: z.optional(z.string().check(z.minLength(32, 'must have at least 32 characters'))),
  ADMIN_EMAIL: z.optional(z.email('must be an e-mail address')),
  ADMIN_PASSWORD: z.optional(
    z
      .string()
      .check(
        z.minLength(
          MIN_PASSWORD_CHARACTERS,
          `must have at least ${MIN_PASSWORD_CHARACTERS} characters`,
        ),
        z.maxLength(128, 'must have at most 128 characters'),
      ),
  ),
  OIDC_ISSUER: z.optional(
    z.string().check(z.refine(isIssuer, 'must be a URL: https, or http on loopback')),
  ),
  OIDC_CLIENT_ID: nonEmpty,
  OIDC_CLIENT_SECRET: nonEmpty,
  OIDC_ROLE_CLAIM: nonEmpty,
  OIDC_SECOND_FACTOR: z._default(z.enum(['own', 'provider'], 'must be own or provider'), 'own'),
  OIDC_SESSION_HOURS: z._default(duration, 12),
  PASSWORD_LOG2_COST: z._default(
    number.check(
      integer,
      z.gte(10, 'must be at least 10'),
      z.lte(RECOMMENDED_LOG2_COST, `must be at most ${RECOMMENDED_LOG2_COST}`),
    ),
    RECOMMENDED_LOG2_COST,
  ),
  SESSION_IDLE_HOURS: z._default(duration, 12),
  SESSION_MAX_DAYS: z._default(duration, 7),
  TRUSTED_PROXY: z.optional(
    z.string().check(z.refine(isNetworkList, 'must be a list of addresses such as 10.0.0.0/8')),
  ),
  HOST: z._default(z.string(), '127.0.0.1'),
  PORT: z._default(port, 3000),
  EMULATOR_PORT: z._default(port, 0),
  METRICS_TOKEN: z.optional(z.string().check(z.minLength(16, 'must have at least 16 characters'))),
  LOG_LEVEL: z._default(
    z.enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      'must be fatal, error, warn, info, debug or silent',
    ),
    'info',
  ),
})
export type Settings = z.infer<typeof settingsSchema>

/** Accepts IPv6 addresses with or without brackets. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK_HOSTS.includes(hostname.replace(/^\[|\]$/g, ''))
}

/** Parses addresses and CIDR ranges separated by commas; null if one of them is neither. */
export function parseNetworks(list: string): BlockList | null {
  const networks = new BlockList()
  for (const item of list.split(',')) {
    const cidr = toCidr(item.trim())
    if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr) && !ipaddr.IPv6.isValidCIDR(cidr)) return null
    const [address, prefix] = ipaddr.parseCIDR(cidr)
    networks.addSubnet(address.toString(), prefix, address.kind())
  }
  return networks
}

/** A single address is a network of its own. */
function toCidr(item: string): string {
  if (isIPv4(item)) return `${item}/32`
  return isIPv6(item) ? `${item}/128` : item
}

function isNetworkList(value: string): boolean {
  return parseNetworks(value) !== null
}

function isEngineUrl(value: string): boolean {
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  if (url.pathname !== '/' || url.search || url.username) return false
  return isHttpsOrLoopback(url)
}

function isIssuer(value: string): boolean {
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  return !url.search && !url.hash && !url.username && isHttpsOrLoopback(url)
}

function isHttpsOrLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

function isPostgresUrl(value: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(value) && URL.canParse(value)
}

function isOrigin(value: string): boolean {
  return /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value
}
