import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTempFolder } from './steps/temp-folder.mjs'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))

/** Runs `npm start`'s command with a `node` that prints what it was started with. */
function runStartCommand(env: Record<string, string>): string[] {
  const folder = createTempFolder('start-command')
  const node = join(folder, 'node')
  writeFileSync(node, '#!/bin/sh\necho "$UV_THREADPOOL_SIZE $$ $*"')
  chmodSync(node, 0o755)
  const path = `${folder}:/usr/bin:/bin`
  const script = `echo $$; ${scripts.start}`
  const output = execFileSync('/bin/sh', ['-c', script], {
    env: { ...process.env, UV_THREADPOOL_SIZE: '', ...env, PATH: path },
  })
  return output.toString().trim().split(/\s+/)
}

// Node reads the variable before it runs any of our code, so only the command can set it.
describe.skipIf(process.platform === 'win32')('the command of npm start', () => {
  it('gives file access and name look-ups more threads than password hashes can occupy', () => {
    const [shell, threads, pid, ...args] = runStartCommand({})
    expect([threads, args]).toEqual(['8', ['lib/scripts/start.mjs']])
    // Signals to the shell reach Node because Node replaces it.
    expect(pid).toBe(shell)
  })

  it('keeps a size that is set', () => {
    expect(runStartCommand({ UV_THREADPOOL_SIZE: '16' })[1]).toBe('16')
  })
})
