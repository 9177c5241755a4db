import 'server-only'
import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a server where tests create databases; null without PostgreSQL. */
    postgres: string | null
  }
}

/** One PostgreSQL server for the whole run. Without one its tests are skipped, with a warning. */
export default async function setUp(project: TestProject) {
  const server = await startPostgres()
  if (typeof server === 'string') {
    console.warn(`\n  PostgreSQL tests are SKIPPED: ${server}.\n`)
    project.provide('postgres', null)
    return
  }
  project.provide('postgres', server.url)
  return () => server.stop()
}
