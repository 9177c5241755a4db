import { spawn } from 'node:child_process'

/** Runs a command with our terminal and resolves with its exit code; never rejects for a failing command. */
export function run(command, args, options = {}) {
  return new Promise((done, failed) => {
    // Windows finds npm and npx only through a shell.
    const shell = process.platform === 'win32'
    const child = spawn(command, args, { stdio: 'inherit', shell, ...options })
    child.once('error', failed)
    child.once('exit', (code) => done(code ?? 1))
  })
}

/** Ends the process with a sentence and exit code 1. */
export function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
