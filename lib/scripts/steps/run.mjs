import { spawn } from 'node:child_process'

/**
 * Runs a command in this terminal and resolves to its exit code. Rejects only if the command cannot
 * be started.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    // On Windows npm and npx start only through a shell.
    const shell = process.platform === 'win32'
    const child = spawn(command, args, { stdio: 'inherit', shell, ...options })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** Prints a message and exits with 1. */
export function exitWithError(message) {
  console.error(message)
  process.exit(1)
}
