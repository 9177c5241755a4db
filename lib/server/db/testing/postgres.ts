import 'server-only'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chownSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createTempFolder } from '@/lib/scripts/steps/temp-folder.mjs'
import { findFreePort } from './free-port'
import { findBinaries, postgresAccount } from './postgres-binaries'
import { runSql } from './run-sql'

/** Starting takes a second, but has taken half a minute on a busy machine. */
const READY_MS = 120_000

/** A temporary server: fsync on, loopback only, no password; `stop` removes its folder. */
export type TestPostgres = {
  /** URL of its maintenance database. */
  url: string
  /** SIGKILL to every process of the server, like a power cut; then a start with crash recovery. */
  crash(): Promise<void>
  /**
   * Suspends every process, so that the server is up but silent; returns the function that resumes
   * them.
   */
  freeze(): () => void
  stop(): Promise<void>
}

/**
 * Creates an empty database on the server and returns its URL. It disappears with the server, since
 * dropping it would cost a checkpoint.
 */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await runSql(serverUrl, `create database ${name}`)
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href
}

/** Starts PostgreSQL; returns a string with the reason when that is impossible here. */
export async function startPostgres(): Promise<TestPostgres | string> {
  const bin = findBinaries()
  if (bin === null) return 'PostgreSQL is not installed (npm test installs it on Debian as root)'
  const owner = process.getuid?.() === 0 ? postgresAccount() : {}
  if (owner === null)
    return 'PostgreSQL refuses to run as root and there is no account named postgres'
  const folder = createTempFolder('postgres')
  if (owner.uid && owner.gid) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const options = { ...owner, cwd: folder, stdio: 'ignore' } as const
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '-N'],
    options,
  )
  const port = await findFreePort()
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const flags = ['-D', data, '-p', String(port), '-k', '', '-c', 'listen_addresses=127.0.0.1']
  const launch = () => spawn(join(bin, 'postgres'), [...flags, '-c', 'fsync=on'], options)
  let server = launch()
  await untilReady(url)
  return {
    url,
    async crash() {
      const exited = exitOf(server)
      signalAll(processesOf(server), 'SIGKILL')
      await exited
      server = launch()
      await untilReady(url, () => {
        // It refuses to start while a process of the old server still holds the shared memory.
        if (server.exitCode !== null) server = launch()
      })
    },
    freeze() {
      const pids = processesOf(server)
      signalAll(pids, 'SIGSTOP')
      return () => signalAll(pids, 'SIGCONT')
    },
    async stop() {
      const exited = exitOf(server)
      server.kill('SIGINT')
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function processesOf({ pid }: ChildProcess): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return [pid ?? 0, ...children.trim().split(/\s+/).map(Number)].filter((id) => id > 0)
}

/** Skips processes that have ended since they were listed, as workers of the server do by themselves. */
function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
  }
}

const exitOf = (child: ChildProcess) =>
  new Promise<void>((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done()
    else child.once('exit', () => done())
  })

async function untilReady(url: string, between: () => void = () => undefined) {
  for (const until = Date.now() + READY_MS; ; ) {
    try {
      return await runSql(url, 'select 1')
    } catch (error) {
      if (Date.now() > until) throw error
    }
    await new Promise((done) => setTimeout(done, 50))
    between()
  }
}
