import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    alias: {
      // `server-only` throws outside Next; the fence is for bundles, not for tests.
      'server-only': here('node_modules/server-only/empty.js'),
      '@': here('.'),
    },
  },
  test: {
    include: ['lib/**/*.test.ts', 'components/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: ['lib/server/db/testing/global-setup.ts'],
    testTimeout: 15_000,
    // Some promises are in milliseconds, and machines are shared: what is broken fails again.
    retry: process.env.CI ? 2 : 0,
  },
})
