import 'server-only'
import type { TestProject } from 'vitest/node'
import { bundleProgram } from '@/lib/server/testing/bundle-program'
import { bundleConsole } from '@/lib/server/testing/console/bundle'
import { startPostgres } from './postgres'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a server where tests create databases; null without PostgreSQL. */
    postgres: string | null
    /** Paths of the programs that tests start. */
    programs: { console: string; writer: string }
  }
}

/**
 * One PostgreSQL server and one bundle of each program for the whole run. Without PostgreSQL its
 * tests are skipped, with a warning.
 */
export default async function setUp(project: TestProject) {
  project.provide('programs', {
    console: await bundleConsole(),
    writer: await bundleProgram({ entryPoints: ['lib/server/db/testing/writer.ts'] }),
  })
  const server = await startPostgres()
  if (typeof server === 'string') {
    console.warn(`\n  PostgreSQL tests are SKIPPED: ${server}.\n`)
    project.provide('postgres', null)
    return
  }
  project.provide('postgres', server.url)
  return () => server.stop()
}
