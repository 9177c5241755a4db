import { chmodSync, readdirSync, rmSync } from 'node:fs'
import { createTempFolder } from '../steps/temp-folder.mjs'

/** Gives the run its own temporary directory, and fails the run if a test leaves anything there. */
export default function setUp() {
  // Vitest calls this for each project.
  if (process.env.TESTS_FOLDER) return
  const folder = createTempFolder('tests')
  // PostgreSQL runs under another account.
  chmodSync(folder, 0o755)
  process.env.TESTS_FOLDER = folder
  process.env.TMPDIR = folder
  return () => {
    const left = readdirSync(folder)
    rmSync(folder, { recursive: true })
    if (left.length === 0) return
    // Vitest only prints an error that is thrown here.
    process.exitCode = 1
    throw new Error(`Tests left temporary files: ${left.join(', ')}`)
  }
}
