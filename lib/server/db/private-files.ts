import 'server-only'
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'

const DIRECTORY_MODE = 0o700
const FILE_MODE = 0o600

/**
 * Creates the data directory so that only this user can read it, and closes one that an earlier
 * version left open to others.
 */
export function createPrivateDirectory(path: string): void {
  mkdirSync(path, { recursive: true, mode: DIRECTORY_MODE })
  restrict(path, DIRECTORY_MODE)
}

/** Creates a file that only this user can read, or closes an existing one to others. */
export function createPrivateFile(path: string): void {
  closeSync(openSync(path, 'a', FILE_MODE))
  restrict(path, FILE_MODE)
}

/** Closes a file to others if it exists. */
export function restrictFile(path: string): void {
  restrict(path, FILE_MODE)
}

/** Best effort: a volume may have no modes or belong to another user, and still be usable. */
function restrict(path: string, mode: number): void {
  try {
    chmodSync(path, mode)
  } catch {
    // The file is missing, or its owner decides.
  }
}
