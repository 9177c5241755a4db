import 'server-only'
import { BlockList, isIP } from 'node:net'
import * as z from 'zod/mini'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { DEFAULT_QPS } from '../engine/resilience/limits'

/** The hosts of `contract.md` §3; a backup or a new region goes through `LIVE_ENGINE_URL`. */
export const REGIONS = {
  china: 'https://console.tim.qq.com',
  singapore: 'https://adminapisgp.im.qcloud.com',
  'silicon-valley': 'https://adminapiusa.im.qcloud.com',
  jakarta: 'https://adminapiidn.im.qcloud.com',
} as const

const LOOPBACK = ['127.0.0.1', 'localhost', '::1']
const regionNames = Object.keys(REGIONS) as (keyof typeof REGIONS)[]

const text = z.optional(z.string().check(z.trim(), z.minLength(1, 'is empty')))
const port = z.coerce
  .number<string>('is not a number')
  .check(z.int('is not a whole number'), z.gte(0, 'is below 0'), z.lte(65_535, 'is above 65535'))

/** The engine allows 200 calls a second of each command unless the vendor has raised that (contract §1.1). */
const qps = z.coerce
  .number<string>('is not a number')
  .check(z.int('is not a whole number'), z.gte(1, 'is below 1'), z.lte(2_000, 'is above 2000'))
const span = z.coerce
  .number<string>('is not a number')
  .check(z.gt(0, 'is not above 0'), z.lte(10_000, 'is above 10000'))

/** 1 to 128 characters (contract §6.1). */
const webhookToken = z.optional(z.string().check(z.maxLength(128, 'is longer than 128 characters')))

/** Every setting by its name; what it means is told in the README. */
export const settingsSchema = z.object({
  DEMO: z.optional(z.literal('1', 'can only be 1')),
  LIVE_ENGINE_REGION: z.optional(z.enum(regionNames, `is none of ${regionNames.join(', ')}`)),
  LIVE_ENGINE_URL: z.optional(
    z.string().check(z.refine(isEngineUrl, 'is not https, nor http on loopback, without a path')),
  ),
  LIVE_ENGINE_SDK_APP_ID: z.optional(
    z.coerce
      .number<string>('is not a number')
      .check(z.int('is not a whole number'), z.gte(1, 'is below 1')),
  ),
  LIVE_ENGINE_SECRET_KEY: text,
  LIVE_ENGINE_SECRET_KEY_FILE: text,
  LIVE_ENGINE_IDENTIFIER: z.optional(
    z.string().check(z.regex(/^[A-Za-z0-9_-]{1,32}$/, 'is not 1 to 32 letters, digits, _ or -')),
  ),
  LIVE_ENGINE_QPS: z._default(qps, DEFAULT_QPS),
  LIVE_WEBHOOK_TOKEN: webhookToken,
  LIVE_WEBHOOK_TOKEN_PREVIOUS: webhookToken,
  DATABASE_URL: z.optional(
    z.string().check(z.refine(isPostgresUrl, 'is not an address such as postgres://host/name')),
  ),
  DATA_DIR: z._default(z.string(), './data'),
  PUBLIC_ORIGIN: z.optional(
    z.string().check(z.refine(isOrigin, 'is not an origin such as https://host')),
  ),
  AUTH_SECRET: z.optional(z.string().check(z.minLength(32, 'is shorter than 32 characters'))),
  ADMIN_EMAIL: z.optional(z.email('is not an e-mail address')),
  ADMIN_PASSWORD: z.optional(
    z
      .string()
      .check(
        z.minLength(
          LIMITS.passwordCharacters,
          `is shorter than ${LIMITS.passwordCharacters} characters`,
        ),
        z.maxLength(128, 'is longer than 128 characters'),
      ),
  ),
  OIDC_ISSUER: z.optional(
    z.string().check(z.refine(isIssuer, 'is not https, nor http on loopback')),
  ),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  OIDC_ROLE_CLAIM: text,
  SESSION_IDLE_HOURS: z._default(span, 12),
  SESSION_MAX_DAYS: z._default(span, 7),
  TRUSTED_PROXY: z.optional(
    z.string().check(z.refine(isNetworks, 'is not a list of addresses such as 10.0.0.0/8')),
  ),
  HOST: z._default(z.string(), '127.0.0.1'),
  PORT: z._default(port, 3000),
  EMULATOR_PORT: z._default(port, 0),
  METRICS_TOKEN: z.optional(z.string().check(z.minLength(16, 'is shorter than 16 characters'))),
  LOG_LEVEL: z._default(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'is no log level'),
    'info',
  ),
})
export type Settings = z.infer<typeof settingsSchema>

export function isLoopback(hostname: string): boolean {
  return LOOPBACK.includes(hostname.replace(/^\[|\]$/g, ''))
}

/** Addresses and ranges (CIDR) with commas between; null where one is neither. */
export function networksOf(list: string): BlockList | null {
  const networks = new BlockList()
  for (const item of list.split(',').map((part) => part.trim())) {
    const [address = '', bits, ...rest] = item.split('/')
    const version = isIP(address)
    const longest = version === 6 ? 128 : 32
    const prefix = bits === undefined ? longest : Number(/^\d{1,3}$/.test(bits) ? bits : Number.NaN)
    if (version === 0 || rest.length > 0 || !(prefix <= longest)) return null
    networks.addSubnet(address, prefix, version === 6 ? 'ipv6' : 'ipv4')
  }
  return networks
}

function isNetworks(value: string): boolean {
  return networksOf(value) !== null
}

function isEngineUrl(value: string): boolean {
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  if (url.pathname !== '/' || url.search || url.username) return false
  return isSafeWeb(url)
}

function isIssuer(value: string): boolean {
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  return !url.search && !url.hash && !url.username && isSafeWeb(url)
}

function isSafeWeb({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

function isPostgresUrl(value: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(value) && URL.canParse(value)
}

function isOrigin(value: string): boolean {
  return /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value
}
