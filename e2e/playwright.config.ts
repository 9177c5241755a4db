import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import {
  authSettings,
  CONSOLE_PORT,
  consoleUrl,
  EMULATOR_PORT,
  engineSettings,
  WEBHOOK_TOKEN,
} from './addresses'
import { launchOptions } from './browser'

// Workers load this file again; the folder is made once, in the process that starts the servers.
process.env.E2E_DATA_DIR ??= mkdtempSync(join(tmpdir(), 'live-room-console-e2e-'))
const DATA_DIR = process.env.E2E_DATA_DIR
const root = join(import.meta.dirname, '..')

/** The built console in front of the emulator, each a process of its own, as people run them. */
export default defineConfig({
  testDir: './specs',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  // A save of unknown outcome is settled within ten seconds.
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  // Other work on the machine may make a person's task too slow once; a fault shows every time.
  retries: process.env.CI ? 2 : 0,
  reporter: 'list',
  use: {
    baseURL: consoleUrl,
    locale: 'en-US',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    launchOptions,
  },
  webServer: [
    {
      command: 'node lib/scripts/emulator.mjs',
      cwd: root,
      port: EMULATOR_PORT,
      env: { ...engineSettings, EMULATOR_PORT: String(EMULATOR_PORT), DATA_DIR },
      reuseExistingServer: false,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    },
    {
      command: 'node lib/scripts/start.mjs',
      cwd: root,
      url: `${consoleUrl}/api/health/ready`,
      env: {
        ...engineSettings,
        ...authSettings,
        LIVE_ENGINE_URL: `http://127.0.0.1:${EMULATOR_PORT}`,
        PORT: String(CONSOLE_PORT),
        HOST: '127.0.0.1',
        PUBLIC_ORIGIN: consoleUrl,
        DATA_DIR,
        DATABASE_URL: process.env.E2E_DATABASE_URL ?? '',
        LIVE_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
        LOG_LEVEL: 'error',
      },
      reuseExistingServer: false,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    },
  ],
})
