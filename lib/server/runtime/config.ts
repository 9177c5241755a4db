import 'server-only'
import { readFileSync } from 'node:fs'
import { BlockList } from 'node:net'
import { resolve } from 'node:path'
import { RECOMMENDED_LOG2_COST } from '../auth/passwords/passwords'
import type { EngineSettings } from '../engine/transport/http-caller'
import {
  isLoopback,
  parseNetworks,
  REGIONS,
  type Settings,
  settingsSchema,
} from './settings-schema'

export type Config = {
  /** Runs with the emulator, practice rooms and one account per role. */
  demo: boolean
  /** Null in the demo, where the emulator has its own. */
  engine: EngineConfig | null
  /** The port this server listens on. */
  port: number
  emulatorPort: number
  /** Calls per second that this process allows itself for each command. */
  qps: number
  /** Rooms that all replicas together read per second in the background; 0 turns that off. */
  sweepQps: number
  /** The bearer token of `/api/metrics`; undefined turns that endpoint off. */
  metricsToken: string | undefined
  /** The current token, then the previous one during a rotation; empty turns webhooks off. */
  webhookTokens: readonly string[]
  /** An absolute path; the demo has its own folder. */
  dataDir: string
  /** PostgreSQL; undefined selects the embedded database in `dataDir`. */
  databaseUrl: string | undefined
  /** Origins whose pages may write; the first one is the public origin. */
  origins: readonly [string, ...string[]]
  /** The hosts that a request may name; null if the public origin is not configured. */
  hosts: readonly string[] | null
  auth: {
    /** Signs cookies; null in the demo, which creates its own. */
    secret: string | null
    /** The first administrator, created at the start if there are no people. */
    admin: { email: string; password: string } | null
    /** Single sign-on. */
    oidc: Oidc | null
    /** The cost of password hashes is 2 to this power. */
    passwordLog2Cost: number
    /** How long a session lasts without a request, in ms. */
    idleMs: number
    /** How long a session lasts at most, in ms. */
    maxMs: number
  }
  /** Proxies whose `X-Forwarded-For` is trusted. */
  trustedProxies: BlockList
  logLevel: Settings['LOG_LEVEL']
}

/** `region` is null if an address is configured. */
type EngineConfig = EngineSettings & { region: string | null }

/**
 * `roleClaim` names the claim that contains the role; null if roles are managed in the console.
 * `secondFactor` says who asks for a second factor: the console, of those who turned two-step
 * verification on, or the provider alone.
 */
export type Oidc = {
  issuer: string
  clientId: string
  clientSecret: string
  roleClaim: string | null
  secondFactor: 'own' | 'provider'
  /** How long a session from single sign-on lasts at most, in ms. */
  sessionMs: number
}

const HOUR_MS = 3_600_000

/**
 * Lists all configuration errors at once, one per line, so that one failed start shows them all.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  constructor(readonly lines: readonly string[]) {
    super(`The console cannot start:\n${lines.map((line) => `  - ${line}`).join('\n')}`)
  }
}

/** Reads all settings; an empty one counts as not set. Throws {@link ConfigError}. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = settingsSchema.safeParse(given)
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`),
    )
  }
  const settings = parsed.data
  const errors: string[] = []
  const demo = settings.DEMO !== undefined
  if (demo) checkDemo(given, settings, errors)
  const config: Config = {
    demo,
    engine: demo ? null : readEngineConfig(settings, errors),
    port: settings.PORT,
    emulatorPort: settings.EMULATOR_PORT,
    logLevel: settings.LOG_LEVEL,
    qps: settings.LIVE_ENGINE_QPS,
    sweepQps: settings.LIVE_SWEEP_QPS,
    metricsToken: settings.METRICS_TOKEN,
    databaseUrl: settings.DATABASE_URL,
    webhookTokens: [settings.LIVE_WEBHOOK_TOKEN, settings.LIVE_WEBHOOK_TOKEN_PREVIOUS].filter(
      (token) => token !== undefined,
    ),
    dataDir: demo ? resolve(settings.DATA_DIR, 'demo') : resolve(settings.DATA_DIR),
    origins: readOrigins(settings),
    hosts: readHosts(settings),
    auth: {
      secret: settings.AUTH_SECRET ?? null,
      admin: readAdmin(settings, errors),
      oidc: readOidc(settings, errors),
      passwordLog2Cost: settings.PASSWORD_LOG2_COST,
      idleMs: settings.SESSION_IDLE_HOURS * HOUR_MS,
      maxMs: settings.SESSION_MAX_DAYS * 24 * HOUR_MS,
    },
    trustedProxies: parseNetworks(settings.TRUSTED_PROXY ?? '') ?? new BlockList(),
  }
  // Only an emulator is called over http, and only on loopback.
  const isReal = env.NODE_ENV === 'production' && config.engine?.url.startsWith('https:')
  if (isReal && settings.PASSWORD_LOG2_COST < RECOMMENDED_LOG2_COST) {
    errors.push('PASSWORD_LOG2_COST must not be set: lower costs are for the demo and tests')
  }
  if (!demo && config.auth.secret === null) {
    errors.push('AUTH_SECRET must be set (at least 32 characters, the same on every replica)')
  }
  if (errors.length > 0) throw new ConfigError(errors)
  return config
}

function readOrigins({ DEMO, PORT, PUBLIC_ORIGIN }: Settings): Config['origins'] {
  const local = `http://localhost:${PORT}`
  return DEMO ? [local, `http://127.0.0.1:${PORT}`] : [PUBLIC_ORIGIN ?? local]
}

function readHosts({ DEMO, PUBLIC_ORIGIN }: Settings): Config['hosts'] {
  return DEMO || PUBLIC_ORIGIN === undefined ? null : [new URL(PUBLIC_ORIGIN).host]
}

/**
 * The demo shows its passwords, so it must not have real data or be reachable from other machines.
 */
function checkDemo(given: object, { HOST }: Settings, errors: string[]): void {
  for (const setting of Object.keys(given)) {
    if (/^(?:LIVE_ENGINE_(?!QPS$)|DATABASE_URL$|ADMIN_|OIDC_)/.test(setting)) {
      errors.push(`${setting} must not be set together with DEMO=1`)
    }
  }
  if (!isLoopback(HOST)) errors.push('HOST must be a loopback address when DEMO=1 is set')
}

/** Appends what is missing or wrong to `errors`. */
function readEngineConfig(settings: Settings, errors: string[]): EngineConfig | null {
  const requireSetting = <T>(setting: string, value: T | undefined): T | undefined => {
    if (value === undefined) errors.push(`${setting} must be set`)
    return value
  }
  const region = settings.LIVE_ENGINE_REGION
  if (region && settings.LIVE_ENGINE_URL) {
    errors.push('LIVE_ENGINE_REGION and LIVE_ENGINE_URL must not both be set')
  }
  const url = requireSetting(
    'LIVE_ENGINE_REGION or LIVE_ENGINE_URL',
    region ? REGIONS[region] : settings.LIVE_ENGINE_URL,
  )
  const sdkAppId = requireSetting('LIVE_ENGINE_SDK_APP_ID', settings.LIVE_ENGINE_SDK_APP_ID)
  const identifier = requireSetting('LIVE_ENGINE_IDENTIFIER', settings.LIVE_ENGINE_IDENTIFIER)
  const secretKey = requireSetting('LIVE_ENGINE_SECRET_KEY', readSecretKey(settings, errors))
  if (!url || !sdkAppId || !identifier || !secretKey) return null
  return { url: new URL(url).origin, region: region ?? null, sdkAppId, identifier, secretKey }
}

function readSecretKey(settings: Settings, errors: string[]): string | undefined {
  const file = settings.LIVE_ENGINE_SECRET_KEY_FILE
  if (!file) return settings.LIVE_ENGINE_SECRET_KEY
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    errors.push('LIVE_ENGINE_SECRET_KEY_FILE must be a readable file')
    // Any text avoids a second error about a missing key.
    return 'unreadable'
  }
}

function readAdmin(settings: Settings, errors: string[]): Config['auth']['admin'] {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = settings
  if (email && password) return { email: email.toLowerCase(), password }
  if (email) errors.push('ADMIN_PASSWORD must be set because ADMIN_EMAIL is set')
  if (password) errors.push('ADMIN_EMAIL must be set because ADMIN_PASSWORD is set')
  return null
}

function readOidc(settings: Settings, errors: string[]): Oidc | null {
  const {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
  } = settings
  if (issuer && clientId && clientSecret) {
    return {
      issuer,
      clientId,
      clientSecret,
      roleClaim: settings.OIDC_ROLE_CLAIM ?? null,
      secondFactor: settings.OIDC_SECOND_FACTOR,
      sessionMs: Math.min(
        settings.OIDC_SESSION_HOURS * HOUR_MS,
        settings.SESSION_MAX_DAYS * 24 * HOUR_MS,
      ),
    }
  }
  const required = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const
  if (required.some((setting) => settings[setting]) || settings.OIDC_ROLE_CLAIM) {
    for (const setting of required) {
      if (!settings[setting]) {
        errors.push(`${setting} must be set because another OIDC_ setting is set`)
      }
    }
  }
  return null
}
