import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config'

const engine = {
  LIVE_ENGINE_REGION: 'singapore',
  LIVE_ENGINE_SDK_APP_ID: '1400000001',
  LIVE_ENGINE_SECRET_KEY: 'not-a-real-key',
  LIVE_ENGINE_IDENTIFIER: 'administrator',
}

function linesOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.lines
    throw error
  }
}

describe('readConfig', () => {
  it('names everything that is missing at once and never falls back to the demo', () => {
    expect(linesOf({})).toEqual([
      'LIVE_ENGINE_REGION (or LIVE_ENGINE_URL) is missing',
      'LIVE_ENGINE_SDK_APP_ID is missing',
      'LIVE_ENGINE_IDENTIFIER is missing',
      'LIVE_ENGINE_SECRET_KEY is missing',
    ])
  })

  it('names everything that is wrong at once', () => {
    const wrong = {
      ...engine,
      LIVE_ENGINE_REGION: 'mars',
      PORT: 'x',
      HOST: '0.0.0.0',
      PUBLIC_ORIGIN: 'https://a/b',
    }
    expect(linesOf(wrong).map((line) => line.split(' ')[0])).toEqual([
      'LIVE_ENGINE_REGION',
      'PUBLIC_ORIGIN',
      'HOST',
      'PORT',
    ])
  })

  it('allows itself 160 calls a second, or what LIVE_ENGINE_QPS says', () => {
    expect(readConfig(engine).qps).toBe(160)
    expect(readConfig({ ...engine, LIVE_ENGINE_QPS: '80' }).qps).toBe(80)
    expect(linesOf({ ...engine, LIVE_ENGINE_QPS: '0', METRICS_TOKEN: 'short' })).toEqual([
      'LIVE_ENGINE_QPS is below 1',
      'METRICS_TOKEN is shorter than 16 characters',
    ])
  })

  it('knows the documented hosts', () => {
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
  ])('takes the engine address %s: %s', (url, taken) => {
    const { LIVE_ENGINE_REGION: _, ...rest } = engine
    expect(linesOf({ ...rest, LIVE_ENGINE_URL: url })).toHaveLength(taken ? 0 : 1)
  })

  it('refuses a demo together with a real engine, and a region together with an address', () => {
    expect(linesOf({ DEMO: '1', LIVE_ENGINE_REGION: 'china' })).toHaveLength(1)
    expect(linesOf({ ...engine, LIVE_ENGINE_URL: 'https://engine.example.com' })).toHaveLength(1)
  })

  it('never prints the secret', () => {
    const lines = linesOf({ ...engine, PORT: 'x' })
    expect(lines.join()).not.toContain(engine.LIVE_ENGINE_SECRET_KEY)
  })

  it('gives the demo both loopback names and a folder of its own', () => {
    const config = readConfig({ DEMO: '1', PORT: '3001', DATA_DIR: '/tmp/console' })
    expect(config.origins).toEqual(['http://localhost:3001', 'http://127.0.0.1:3001'])
    expect(config.dataDir).toBe('/tmp/console/demo')
    expect(config.engine).toBeNull()
  })
})
