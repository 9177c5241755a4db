import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Tests that run on both stores, and the processes they start. */
const databaseTests = [
  'lib/server/db/**/*.test.ts',
  'lib/server/command-line/admin.test.ts',
  'lib/server/auth/{login-throttle,people,sessions}.test.ts',
  'lib/server/directory/background-reader.test.ts',
  'lib/server/realtime/{realtime,room-poller,two-hundred-streams}.test.ts',
  'lib/server/runtime/shutdown.test.ts',
  'lib/server/batches/batch-run.test.ts',
  'lib/server/saves/{admission,idempotency,recovery,replicas}.test.ts',
  'lib/server/services/{changes,store-unavailable}.test.ts',
  'e2e/chaos/chaos-run.test.ts',
]

/**
 * Tests that replace a part of a module, which only works before anything else has imported it, or
 * need something that a process does once.
 */
const isolatedTests = [
  'lib/server/command-line/environment-file.test.ts',
  'lib/server/http/wrong-address.test.ts',
  'lib/server/services/account/{failure-log,sign-in-log,sign-in-throttle}.test.ts',
]

export default defineConfig({
  resolve: {
    alias: {
      // `server-only` throws outside Next; it protects bundles, not tests.
      'server-only': here('node_modules/server-only/empty.js'),
      '@': here('.'),
    },
  },
  test: {
    testTimeout: 15_000,
    // Many tests wait for a time-out rather than for the processor: Vitest would use one worker on
    // two cores, and run five concurrent tests at a time.
    maxWorkers: availableParallelism() + 2,
    maxConcurrency: 10,
    globalSetup: ['lib/scripts/vitest/check-temp-folder.mjs'],
    setupFiles: ['lib/scripts/vitest/remove-temp-folders.mjs'],
    // Machines are shared: a test that fails once and then passes is named in the output of npm test.
    retry: process.env.CI ? 2 : 0,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{lib,components,e2e}/**/*.test.ts'],
          exclude: [...databaseTests, ...isolatedTests],
          // Importing the modules again for each file would take longer than the tests.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'isolated', include: isolatedTests },
      },
      {
        extends: true,
        // The components are tested as they are built, with the React Compiler.
        plugins: [
          react({
            babel: {
              plugins: [['babel-plugin-react-compiler', { compilationMode: 'annotation' }]],
            },
          }),
        ],
        test: {
          name: 'components',
          include: ['components/**/*.test.tsx'],
          environment: 'happy-dom',
          testTimeout: 30_000,
          // Loading React and the editor for each file would take longer than the tests.
          isolate: false,
          setupFiles: ['components/editor/testing/setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: databaseTests,
          isolate: false,
          globalSetup: ['lib/server/db/testing/global-setup.ts'],
        },
      },
    ],
  },
})
