import 'server-only'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as z from 'zod/mini'
import type { EngineSettings } from './engine/caller'
import { DEFAULT_QPS } from './engine/limits'

/** The hosts of `contract.md` §3; a backup or a new region goes through `LIVE_ENGINE_URL`. */
const REGIONS = {
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

/** 1 to 128 characters (contract §6.1). */
const webhookToken = z.optional(z.string().check(z.maxLength(128, 'is longer than 128 characters')))

const settingsSchema = z.object({
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
  HOST: z
    ._default(z.string(), '127.0.0.1')
    .check(
      z.refine(
        (host) => LOOPBACK.includes(host),
        'must be loopback: this version has no sign-in yet',
      ),
    ),
  PORT: z._default(port, 3000),
  EMULATOR_PORT: z._default(port, 0),
  METRICS_TOKEN: z.optional(z.string().check(z.minLength(16, 'is shorter than 16 characters'))),
  LOG_LEVEL: z._default(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'is no log level'),
    'info',
  ),
})
type Settings = z.infer<typeof settingsSchema>

export type Config = {
  /** Null in the demo: the emulator brings its own. */
  engine: (EngineSettings & { region: string | null }) | null
  /** Where this server listens. */
  port: number
  emulatorPort: number
  /** Our own limit of calls per second, command and process. */
  qps: number
  /** What `/api/metrics` asks for; undefined = no such door. */
  metricsToken: string | undefined
  /** The one in use first, then the one before it during a rotation; empty = no webhooks. */
  webhookTokens: readonly string[]
  /** Absolute; the demo's own folder in the demo. */
  dataDir: string
  /** PostgreSQL; undefined = the embedded database in `dataDir`. */
  databaseUrl: string | undefined
  /** Origins whose pages may write; the first is the public one. */
  origins: readonly [string, ...string[]]
  logLevel: Settings['LOG_LEVEL']
}

/** Every wrong setting, one a line, so that a start fails once and not once per setting. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  constructor(readonly lines: readonly string[]) {
    super(`The console cannot start:\n${lines.map((line) => `  - ${line}`).join('\n')}`)
  }
}

/** Reads all settings at once; an empty one counts as not set. Throws {@link ConfigError}. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = settingsSchema.safeParse(given)
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`),
    )
  }
  const settings = parsed.data
  const local = `http://localhost:${settings.PORT}`
  const common = {
    port: settings.PORT,
    emulatorPort: settings.EMULATOR_PORT,
    logLevel: settings.LOG_LEVEL,
    qps: settings.LIVE_ENGINE_QPS,
    metricsToken: settings.METRICS_TOKEN,
    databaseUrl: settings.DATABASE_URL,
    webhookTokens: [settings.LIVE_WEBHOOK_TOKEN, settings.LIVE_WEBHOOK_TOKEN_PREVIOUS].filter(
      (token) => token !== undefined,
    ),
  }
  if (settings.DEMO) {
    refuseEngineInDemo(given)
    const origins: Config['origins'] = [local, `http://127.0.0.1:${settings.PORT}`]
    return { ...common, engine: null, dataDir: resolve(settings.DATA_DIR, 'demo'), origins }
  }
  const origins: Config['origins'] = [settings.PUBLIC_ORIGIN ?? local]
  return { ...common, engine: engineOf(settings), dataDir: resolve(settings.DATA_DIR), origins }
}

function refuseEngineInDemo(given: Record<string, string | undefined>): void {
  const names = Object.keys(given).filter((name) =>
    /^(?:LIVE_ENGINE_(?!QPS$)|DATABASE_URL$)/.test(name),
  )
  if (names.length > 0) {
    throw new ConfigError(names.map((name) => `${name} does not go together with DEMO=1`))
  }
}

function engineOf(settings: Settings): NonNullable<Config['engine']> {
  const lines: string[] = []
  const need = <T>(name: string, value: T | undefined): T | undefined => {
    if (value === undefined) lines.push(`${name} is missing`)
    return value
  }
  const region = settings.LIVE_ENGINE_REGION
  if (region && settings.LIVE_ENGINE_URL) {
    lines.push('LIVE_ENGINE_REGION and LIVE_ENGINE_URL exclude each other')
  }
  const target = region ? REGIONS[region] : settings.LIVE_ENGINE_URL
  const url = need('LIVE_ENGINE_REGION (or LIVE_ENGINE_URL)', target)
  const sdkAppId = need('LIVE_ENGINE_SDK_APP_ID', settings.LIVE_ENGINE_SDK_APP_ID)
  const identifier = need('LIVE_ENGINE_IDENTIFIER', settings.LIVE_ENGINE_IDENTIFIER)
  const secretKey = need('LIVE_ENGINE_SECRET_KEY', secretOf(settings, lines))
  if (lines.length > 0 || !url || !sdkAppId || !identifier || !secretKey)
    throw new ConfigError(lines)
  return { url: new URL(url).origin, region: region ?? null, sdkAppId, identifier, secretKey }
}

function secretOf(settings: Settings, lines: string[]): string | undefined {
  const file = settings.LIVE_ENGINE_SECRET_KEY_FILE
  if (!file) return settings.LIVE_ENGINE_SECRET_KEY
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    lines.push('LIVE_ENGINE_SECRET_KEY_FILE cannot be read')
    return 'unread'
  }
}

function isEngineUrl(value: string): boolean {
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  if (url.pathname !== '/' || url.search || url.username) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}

function isLoopback(hostname: string): boolean {
  return LOOPBACK.includes(hostname.replace(/^\[|\]$/g, ''))
}

function isPostgresUrl(value: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(value) && URL.canParse(value)
}

function isOrigin(value: string): boolean {
  return /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value
}
