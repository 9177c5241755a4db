import 'server-only'
import { statSync } from 'node:fs'

/** Throws when the files that are open are not the files at their paths any more. */
export type FileWatch = { assertSame(): void }

/**
 * Watches a SQLite file that was just opened, and its write-ahead log from the moment it is there. A process that
 * writes to a removed or replaced file gets no error and loses everything at its end. While a file is open its inode
 * cannot be given to another, so the inode tells.
 */
export function openFileWatch(file: string): FileWatch {
  const known = new Map<string, string>()
  const look = (path: string) => {
    const stat = statSync(path, { throwIfNoEntry: false })
    return stat && `${stat.dev}:${stat.ino}`
  }
  const learn = (path: string) => {
    const seen = look(path)
    if (seen) known.set(path, seen)
  }
  const log = `${file}-wal`
  learn(file)
  return {
    assertSame() {
      for (const [path, seen] of known) {
        if (look(path) !== seen) throw new Error(`${path} was removed or replaced while open`)
      }
      if (!known.has(log)) learn(log)
    },
  }
}
