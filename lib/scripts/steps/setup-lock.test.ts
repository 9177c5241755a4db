import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withSetupLock } from './setup-lock.mjs'
import { createTempFolder } from './temp-folder.mjs'

const newLockFile = () => join(createTempFolder('lock'), 'lock')

describe('the setup lock', () => {
  it('makes two commands install one after the other', async () => {
    const lockFile = newLockFile()
    const order: string[] = []
    const step = (label: string) => async () => {
      order.push(`${label} begins`)
      await new Promise((resolve) => setImmediate(resolve))
      order.push(`${label} ends`)
    }
    await Promise.all([withSetupLock(step('one'), lockFile), withSetupLock(step('two'), lockFile)])
    expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends'])
    expect(existsSync(lockFile)).toBe(false)
  })

  it('is released when a step fails', async () => {
    const lockFile = newLockFile()
    const failing = withSetupLock(() => Promise.reject(new Error('no network')), lockFile)
    await expect(failing).rejects.toThrow('no network')
    expect(await withSetupLock(async () => 'done', lockFile)).toBe('done')
  })

  it('is taken over from a command that was killed', async () => {
    const lockFile = newLockFile()
    const { pid } = spawnSync(process.execPath, ['--version'])
    writeFileSync(lockFile, `${pid}`)
    expect(await withSetupLock(async () => 'done', lockFile)).toBe('done')
  })
})
