import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config'

const engine = {
  LIVE_ENGINE_REGION: 'singapore',
  LIVE_ENGINE_SDK_APP_ID: '1400000001',
  LIVE_ENGINE_SECRET_KEY: 'not-a-real-key',
  LIVE_ENGINE_IDENTIFIER: 'administrator',
  AUTH_SECRET: 'not-a-real-secret-but-long-enough',
}

function readErrors(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.lines
    throw error
  }
}

describe('readConfig', () => {
  it('limits the hosts of requests to that of PUBLIC_ORIGIN, if it is set', () => {
    expect(readConfig(engine).hosts).toBeNull()
    const { hosts } = readConfig({ ...engine, PUBLIC_ORIGIN: 'https://console.example:8443' })
    expect(hosts).toEqual(['console.example:8443'])
  })

  it('lists everything that is missing at once and never falls back to the demo', () => {
    expect(readErrors({})).toEqual([
      'LIVE_ENGINE_REGION or LIVE_ENGINE_URL must be set',
      'LIVE_ENGINE_SDK_APP_ID must be set',
      'LIVE_ENGINE_IDENTIFIER must be set',
      'LIVE_ENGINE_SECRET_KEY must be set',
      'AUTH_SECRET must be set (at least 32 characters, the same on every replica)',
    ])
  })

  it('lists everything that is wrong at once', () => {
    const wrong = {
      ...engine,
      LIVE_ENGINE_REGION: 'mars',
      PORT: 'x',
      AUTH_SECRET: 'short',
      ADMIN_EMAIL: 'root',
      ADMIN_PASSWORD: 'short',
      OIDC_ISSUER: 'http://login.example.com',
      SESSION_IDLE_HOURS: '0',
      TRUSTED_PROXY: '10.0.0.0/8, proxy',
      PUBLIC_ORIGIN: 'https://a/b',
    }
    expect(readErrors(wrong).map((line) => line.split(' ')[0])).toEqual([
      'LIVE_ENGINE_REGION',
      'PUBLIC_ORIGIN',
      'AUTH_SECRET',
      'ADMIN_EMAIL',
      'ADMIN_PASSWORD',
      'OIDC_ISSUER',
      'SESSION_IDLE_HOURS',
      'TRUSTED_PROXY',
      'PORT',
    ])
  })

  it('refuses a webhook token that could be guessed', () => {
    const tokens = { LIVE_WEBHOOK_TOKEN: 'fifteen letters', LIVE_WEBHOOK_TOKEN_PREVIOUS: 'x' }
    expect(readErrors({ ...engine, ...tokens })).toEqual([
      'LIVE_WEBHOOK_TOKEN must have at least 16 characters',
      'LIVE_WEBHOOK_TOKEN_PREVIOUS must have at least 16 characters',
    ])
  })

  it('allows 160 calls a second, or the number in LIVE_ENGINE_QPS', () => {
    expect(readConfig(engine).qps).toBe(160)
    expect(readConfig({ ...engine, LIVE_ENGINE_QPS: '80' }).qps).toBe(80)
    expect(readErrors({ ...engine, LIVE_ENGINE_QPS: '0', METRICS_TOKEN: 'short' })).toEqual([
      'LIVE_ENGINE_QPS must be at least 1',
      'METRICS_TOKEN must have at least 16 characters',
    ])
  })

  it('maps a region to its host', () => {
    expect(readConfig(engine).engine?.url).toBe('https://adminapisgp.im.qcloud.com')
  })

  it.each([
    ['http://127.0.0.1:4700', true],
    ['http://localhost:4700', true],
    ['http://[::1]:4700', true],
    ['https://engine.example.com', true],
    ['http://engine.example.com', false],
    ['https://engine.example.com/path', false],
    ['https://user@engine.example.com', false],
    ['ftp://127.0.0.1', false],
  ])('accepts the address %s of the Live service: %s', (url, isAccepted) => {
    const { LIVE_ENGINE_REGION: _, ...rest } = engine
    expect(readErrors({ ...rest, LIVE_ENGINE_URL: url })).toHaveLength(isAccepted ? 0 : 1)
  })

  it('rejects a demo with a real Live service, and a region together with an address', () => {
    expect(readErrors({ DEMO: '1', LIVE_ENGINE_REGION: 'china' })).toHaveLength(1)
    expect(readErrors({ ...engine, LIVE_ENGINE_URL: 'https://engine.example.com' })).toHaveLength(1)
  })

  it('never includes a secret in an error', () => {
    const lines = readErrors({ ...engine, PORT: 'x', ADMIN_PASSWORD: 'hunter2', OIDC_ISSUER: 'x' })
    for (const secret of [engine.LIVE_ENGINE_SECRET_KEY, engine.AUTH_SECRET, 'hunter2']) {
      expect(lines.join()).not.toContain(secret)
    }
  })

  it('keeps the demo, whose passwords are public, on this machine and without real accounts', () => {
    expect(readErrors({ DEMO: '1', HOST: '0.0.0.0' })).toHaveLength(1)
    expect(readErrors({ DEMO: '1', ADMIN_EMAIL: 'a@example.com' })).not.toEqual([])
    expect(readErrors({ ...engine, HOST: '0.0.0.0' })).toEqual([])
  })

  it('requires all settings of the first administrator and of single sign-on, or none', () => {
    expect(readErrors({ ...engine, ADMIN_EMAIL: 'a@example.com' })).toHaveLength(1)
    expect(readErrors({ ...engine, ADMIN_PASSWORD: 'long enough for it' })).toHaveLength(1)
    expect(readErrors({ ...engine, OIDC_ISSUER: 'https://login.example.com' })).toHaveLength(2)
    const all = { OIDC_ISSUER: 'https://login.example.com/a', OIDC_CLIENT_ID: 'c' }
    expect(readConfig({ ...engine, ...all, OIDC_CLIENT_SECRET: 's' }).auth.oidc).toEqual({
      issuer: 'https://login.example.com/a',
      clientId: 'c',
      clientSecret: 's',
      roleClaim: null,
      secondFactor: 'own',
      sessionMs: 43_200_000,
    })
    const week = { ...engine, ...all, OIDC_CLIENT_SECRET: 's', OIDC_SESSION_HOURS: '9999' }
    expect(readConfig(week).auth.oidc?.sessionMs).toBe(604_800_000)
  })

  it('lets only tests and the demo lower the cost of passwords', () => {
    const low = { PASSWORD_LOG2_COST: '10' }
    expect(readConfig(engine).auth.passwordLog2Cost).toBe(17)
    expect(readConfig({ ...engine, ...low }).auth.passwordLog2Cost).toBe(10)
    const production = { ...low, NODE_ENV: 'production' }
    const emulator = { LIVE_ENGINE_URL: 'http://127.0.0.1:4000', LIVE_ENGINE_REGION: undefined }
    for (const settings of [{ DEMO: '1' }, { ...engine, ...emulator }])
      expect(readConfig({ ...settings, ...production }).auth.passwordLog2Cost).toBe(10)
    expect(readErrors({ ...engine, ...production })).toEqual([
      expect.stringMatching(/^PASSWORD_LOG2_COST /),
    ])
    expect(readErrors({ ...engine, PASSWORD_LOG2_COST: '9' })).toHaveLength(1)
  })

  it('ends sessions after 12 idle hours and 7 days by default', () => {
    expect(readConfig(engine).auth).toMatchObject({ idleMs: 43_200_000, maxMs: 604_800_000 })
    const auth = readConfig({ ...engine, SESSION_IDLE_HOURS: '0.5', SESSION_MAX_DAYS: '1' }).auth
    expect(auth).toMatchObject({ idleMs: 1_800_000, maxMs: 86_400_000 })
  })

  it('trusts only the configured proxies', () => {
    expect(readConfig(engine).trustedProxies.check('127.0.0.1')).toBe(false)
    const { trustedProxies } = readConfig({ ...engine, TRUSTED_PROXY: '10.0.0.0/8, ::1' })
    expect(trustedProxies.check('10.1.2.3')).toBe(true)
    expect(trustedProxies.check('11.1.2.3')).toBe(false)
    expect(trustedProxies.check('::1', 'ipv6')).toBe(true)
  })

  it.each(['10.0.0.0/33', '10.0.0.0/', '10.0.0/8', '::/129', '10.0.0.0/8/8', 'a'])(
    'rejects the proxy %s',
    (list) => expect(readErrors({ ...engine, TRUSTED_PROXY: list })).toHaveLength(1),
  )

  it('gives the demo both loopback origins and its own data directory', () => {
    const config = readConfig({ DEMO: '1', PORT: '3001', DATA_DIR: '/tmp/console' })
    expect(config.origins).toEqual(['http://localhost:3001', 'http://127.0.0.1:3001'])
    expect(config.dataDir).toBe('/tmp/console/demo')
    expect(config.engine).toBeNull()
  })
})
