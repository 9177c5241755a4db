import 'server-only'
import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres'

declare module 'vitest' {
  interface ProvidedContext {
    /** The URL of a server where tests make databases; null = there is no PostgreSQL here. */
    postgres: string | null
  }
}

/** One PostgreSQL server for the whole run. Where there is none, its tests are skipped, and it is said aloud. */
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
