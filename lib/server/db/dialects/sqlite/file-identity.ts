import 'server-only'
import { statSync } from 'node:fs'

/** `assertSame` throws when an open file was removed or replaced at its path. */
export type FileIdentity = { assertSame(): void }

/**
 * Watches an open SQLite file and its write-ahead log. Writing to a removed file raises no error
 * and loses the data when the process ends. The inode of an open file is never reused, so comparing
 * inodes is reliable.
 */
export function watchFileIdentity(file: string): FileIdentity {
  const known = new Map<string, string>()
  const readIdentity = (path: string) => {
    const stat = statSync(path, { throwIfNoEntry: false })
    return stat && `${stat.dev}:${stat.ino}`
  }
  const remember = (path: string) => {
    const seen = readIdentity(path)
    if (seen) known.set(path, seen)
  }
  const log = `${file}-wal`
  remember(file)
  return {
    assertSame() {
      for (const [path, seen] of known) {
        if (readIdentity(path) !== seen)
          throw new Error(`${path} was removed or replaced while open`)
      }
      if (!known.has(log)) remember(log)
    },
  }
}
