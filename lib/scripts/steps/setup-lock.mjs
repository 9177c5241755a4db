import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const MAX_AGE_MS = 15 * 60_000
const RETRY_MS = 300

/** Runs a step that two commands must not run in the same folder at once; the second one waits. */
export async function withSetupLock(step, lockFile = '.setup.lock') {
  for (let isWaiting = false; !acquire(lockFile); isWaiting = true) {
    if (!isWaiting) console.log('Waiting for another command that is installing or building here.')
    await sleep(RETRY_MS)
  }
  try {
    return await step()
  } finally {
    rmSync(lockFile, { force: true })
  }
}

function acquire(lockFile) {
  try {
    writeFileSync(lockFile, `${process.pid}`, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!isAbandoned(lockFile)) return false
    rmSync(lockFile, { force: true })
    return acquire(lockFile)
  }
}

/** The owner has ended, or the lock is so old that its process id may belong to another process. */
function isAbandoned(lockFile) {
  try {
    if (Date.now() - statSync(lockFile).mtimeMs > MAX_AGE_MS) return true
    process.kill(Number(readFileSync(lockFile, 'utf8')), 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}
