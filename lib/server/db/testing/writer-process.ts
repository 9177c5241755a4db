import 'server-only'
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { inject } from 'vitest'
import type { DatabaseSettings } from '../database'

export type Writer = ChildProcessByStdio<Writable, Readable, null>

/** Starts a process that opens the store and waits for `go` on standard input. */
export function spawnWriter(settings: DatabaseSettings): Writer {
  return spawn(process.execPath, ['--conditions=react-server', inject('programs').writer], {
    env: {
      ...process.env,
      TEST_DATA_DIR: settings.dataDir,
      TEST_DATABASE_URL: settings.databaseUrl,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

/**
 * Sends `go` and calls `onOpen` once the store is open; returns the lines that the writer printed
 * until it ended.
 */
export async function listenTo(writer: Writer, onOpen: () => unknown): Promise<string[]> {
  const lines: string[] = []
  for await (const line of createInterface({ input: writer.stdout })) {
    if (line !== 'open') lines.push(line)
    else {
      writer.stdin.write('go\n')
      onOpen()
    }
  }
  return lines
}
