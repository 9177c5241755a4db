import 'server-only'
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { build } from 'esbuild'
import type { Place } from './databases'

export type Writer = ChildProcessByStdio<Writable, Readable, null>

const SOURCE = 'lib/server/db/testing/writer.ts'

/** One file of plain JavaScript: a hundred processes start in half the time that a TypeScript loader takes. */
export async function bundleWriter(): Promise<string> {
  const outfile = join('node_modules', '.cache', `store-writer-${process.pid}.mjs`)
  await build({
    entryPoints: [SOURCE],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  })
  return outfile
}

/** A process that opens the store in `place` and writes once it is told to. */
export function spawnWriter(bundle: string, { settings }: Place): Writer {
  return spawn(process.execPath, ['--conditions=react-server', bundle], {
    env: {
      ...process.env,
      TEST_DATA_DIR: settings.dataDir,
      TEST_DATABASE_URL: settings.databaseUrl,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

/** What a writer says until it ends; at `open` it is told to write, and `onOpen` is called. */
export async function listenTo(writer: Writer, onOpen: () => unknown): Promise<string[]> {
  const said: string[] = []
  for await (const line of createInterface({ input: writer.stdout })) {
    if (line !== 'open') said.push(line)
    else {
      writer.stdin.write('go\n')
      onOpen()
    }
  }
  return said
}
