import 'server-only'
import { BlockList } from 'node:net'
import { resolve } from 'node:path'
import { type EngineConfig, engineOf } from './engine-settings'
import { isLoopback, networksOf, type Settings, settingsSchema } from './settings'

export type Config = {
  /** The emulator, made-up rooms and one account per role. */
  demo: boolean
  /** Null in the demo: the emulator brings its own. */
  engine: EngineConfig | null
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
  auth: {
    /** Signs cookies; null in the demo, which makes one of its own. */
    secret: string | null
    /** Made at the start while there are no people. */
    admin: { email: string; password: string } | null
    /** Single sign-on. */
    oidc: Oidc | null
    /** A session ends after this time without a request, and after that time in any case; milliseconds. */
    idleMs: number
    maxMs: number
  }
  /** Proxies whose word on where a request comes from counts. */
  trustedProxies: BlockList
  logLevel: Settings['LOG_LEVEL']
}

/** `roleClaim` names the claim that holds the role; null = roles are given here. */
export type Oidc = {
  issuer: string
  clientId: string
  clientSecret: string
  roleClaim: string | null
}

const HOUR_MS = 3_600_000

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
  const lines: string[] = []
  const demo = settings.DEMO !== undefined
  if (demo) refuseInDemo(given, settings, lines)
  const config: Config = {
    demo,
    engine: demo ? null : engineOf(settings, lines),
    port: settings.PORT,
    emulatorPort: settings.EMULATOR_PORT,
    logLevel: settings.LOG_LEVEL,
    qps: settings.LIVE_ENGINE_QPS,
    metricsToken: settings.METRICS_TOKEN,
    databaseUrl: settings.DATABASE_URL,
    webhookTokens: [settings.LIVE_WEBHOOK_TOKEN, settings.LIVE_WEBHOOK_TOKEN_PREVIOUS].filter(
      (token) => token !== undefined,
    ),
    dataDir: demo ? resolve(settings.DATA_DIR, 'demo') : resolve(settings.DATA_DIR),
    origins: originsOf(settings),
    auth: {
      secret: settings.AUTH_SECRET ?? null,
      admin: adminOf(settings, lines),
      oidc: oidcOf(settings, lines),
      idleMs: settings.SESSION_IDLE_HOURS * HOUR_MS,
      maxMs: settings.SESSION_MAX_DAYS * 24 * HOUR_MS,
    },
    trustedProxies: networksOf(settings.TRUSTED_PROXY ?? '') ?? new BlockList(),
  }
  if (!demo && config.auth.secret === null) {
    lines.push('AUTH_SECRET is missing (32 characters or more, the same on every replica)')
  }
  if (lines.length > 0) throw new ConfigError(lines)
  return config
}

function originsOf({ DEMO, PORT, PUBLIC_ORIGIN }: Settings): Config['origins'] {
  const local = `http://localhost:${PORT}`
  return DEMO ? [local, `http://127.0.0.1:${PORT}`] : [PUBLIC_ORIGIN ?? local]
}

/** Anybody may sign in to the demo, its passwords are shown: so it has no real engine and answers this machine only. */
function refuseInDemo(given: object, { HOST }: Settings, lines: string[]): void {
  for (const name of Object.keys(given)) {
    if (/^(?:LIVE_ENGINE_(?!QPS$)|DATABASE_URL$|ADMIN_|OIDC_)/.test(name)) {
      lines.push(`${name} does not go together with DEMO=1`)
    }
  }
  if (!isLoopback(HOST)) lines.push('HOST must be loopback in the demo')
}

function adminOf(settings: Settings, lines: string[]): Config['auth']['admin'] {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = settings
  if (email && password) return { email: email.toLowerCase(), password }
  if (email) lines.push('ADMIN_PASSWORD is missing, though ADMIN_EMAIL is set')
  if (password) lines.push('ADMIN_EMAIL is missing, though ADMIN_PASSWORD is set')
  return null
}

function oidcOf(settings: Settings, lines: string[]): Oidc | null {
  const {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
  } = settings
  if (issuer && clientId && clientSecret) {
    return { issuer, clientId, clientSecret, roleClaim: settings.OIDC_ROLE_CLAIM ?? null }
  }
  const names = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const
  if (names.some((name) => settings[name]) || settings.OIDC_ROLE_CLAIM) {
    for (const name of names) {
      if (!settings[name]) lines.push(`${name} is missing, though other OIDC_ settings are there`)
    }
  }
  return null
}
