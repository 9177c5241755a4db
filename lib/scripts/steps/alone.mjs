import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const LONGEST_MS = 15 * 60_000

/** Runs a step that two commands in one folder must not run at once; whoever comes second waits. `lock` is a file. */
export async function alone(step, lock = '.setup.lock') {
  for (let told = false; !take(lock); told = true) {
    if (!told) console.log('Another command is installing or building here: waiting for it.')
    await sleep(300)
  }
  try {
    return await step()
  } finally {
    rmSync(lock, { force: true })
  }
}

function take(lock) {
  try {
    writeFileSync(lock, `${process.pid}`, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!isLeft(lock)) return false
    rmSync(lock, { force: true })
    return take(lock)
  }
}

/** Whoever took it is gone, or its number has long been another's. */
function isLeft(lock) {
  try {
    if (Date.now() - statSync(lock).mtimeMs > LONGEST_MS) return true
    process.kill(Number(readFileSync(lock, 'utf8')), 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}
