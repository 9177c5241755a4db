import 'server-only'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const DEBIAN = '/usr/lib/postgresql'

/** The folder that holds both `initdb` and `postgres`; Debian keeps them off the PATH. */
export function findBinaries(): string | null {
  const folders = (process.env.PATH ?? '').split(':')
  if (existsSync(DEBIAN)) {
    folders.push(...readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin')))
  }
  const reported = attempt('pg_config', ['--bindir'])
  if (reported) folders.unshift(reported)
  const complete = (folder: string) =>
    existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))
  return folders.find(complete) ?? null
}

/** Installs the server if it is missing, on Debian as root, which is the case in containers. */
export function installBinaries(): void {
  if (findBinaries() || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return
  const quiet = ['-qq', '-y', '-o', 'Dpkg::Use-Pty=0']
  process.env.DEBIAN_FRONTEND = 'noninteractive'
  attempt('apt-get', ['update', ...quiet])
  attempt('apt-get', ['install', ...quiet, 'postgresql'])
}

/** The account that runs the server when we are root, because PostgreSQL refuses to run as root. */
export function postgresAccount(): { uid?: number; gid?: number } | null {
  const uid = attempt('id', ['-u', 'postgres'])
  const gid = attempt('id', ['-g', 'postgres'])
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null
}

/** Standard output of a program; null when it failed or is missing. */
function attempt(program: string, flags: string[]): string | null {
  try {
    const stdio = ['ignore', 'pipe', 'ignore'] as const
    return execFileSync(program, flags, { encoding: 'utf8', stdio: [...stdio] }).trim()
  } catch {
    return null
  }
}
