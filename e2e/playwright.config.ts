import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { createTempFolder } from '../lib/scripts/steps/temp-folder.mjs'
import { launchOptions } from './support/browser'
import {
  authSettings,
  CONSOLE_PORT,
  consoleUrl,
  EMULATOR_PORT,
  liveServiceSettings,
  WEBHOOK_TOKEN,
} from './support/test-settings'

// Every worker loads this file, but only the main process, which starts the servers, makes a folder.
process.env.E2E_DATA_DIR ??= createTempFolder('e2e')
const DATA_DIR = process.env.E2E_DATA_DIR
const root = join(import.meta.dirname, '..')

/** Tests the built console against the emulator, each in its own process. */
export default defineConfig({
  testDir: './specs',
  outputDir: '../test-results',
  fullyParallel: true,
  // Many tests wait for the Live service rather than for the processor.
  workers: 4,
  timeout: 60_000,
  // Longer than the ten seconds in which an unknown outcome is settled.
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  // A busy CI machine can make a test too slow once. A real fault fails every time.
  retries: process.env.CI ? 2 : 0,
  reporter: 'list',
  use: {
    baseURL: consoleUrl,
    locale: 'en-US',
    timezoneId: 'Asia/Shanghai',
    // Recording every test would take a fifth of the time of the suite.
    trace: 'on-first-retry',
    launchOptions: {
      ...launchOptions,
      // A page of a test ends before optimised code pays.
      args: [...launchOptions.args, '--js-flags=--no-opt --no-maglev'],
    },
  },
  webServer: [
    {
      command: 'node lib/scripts/emulator.mjs',
      cwd: root,
      port: EMULATOR_PORT,
      env: { ...liveServiceSettings, EMULATOR_PORT: String(EMULATOR_PORT), DATA_DIR },
      reuseExistingServer: false,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    },
    {
      command: 'node lib/scripts/start.mjs',
      cwd: root,
      url: `${consoleUrl}/api/health/ready`,
      env: {
        ...liveServiceSettings,
        ...authSettings,
        LIVE_ENGINE_URL: `http://127.0.0.1:${EMULATOR_PORT}`,
        PORT: String(CONSOLE_PORT),
        HOST: '127.0.0.1',
        PUBLIC_ORIGIN: consoleUrl,
        DATA_DIR,
        DATABASE_URL: process.env.E2E_DATABASE_URL ?? '',
        LIVE_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
        // At the default pace each of the few rooms would be read every seven seconds.
        LIVE_SWEEP_QPS: '5',
        LOG_LEVEL: 'error',
        // Hashing passwords would take a tenth of the time of the suite.
        PASSWORD_LOG2_COST: '12',
      },
      reuseExistingServer: false,
      // Twice the default, for a machine that does other work at the same time.
      timeout: 120_000,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    },
  ],
})
