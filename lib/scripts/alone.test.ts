import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { alone } from './steps/alone.mjs'

const lock = () => join(mkdtempSync(join(tmpdir(), 'console-alone-')), 'lock')

it('two commands that are started together install one after the other', async () => {
  const file = lock()
  const order: string[] = []
  const step = (name: string) => async () => {
    order.push(`${name} begins`)
    await new Promise((done) => setImmediate(done))
    order.push(`${name} ends`)
  }
  await Promise.all([alone(step('one'), file), alone(step('two'), file)])
  expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends'])
  expect(existsSync(file)).toBe(false)
})

it('a step that fails lets the next one in', async () => {
  const file = lock()
  const failing = alone(() => Promise.reject(new Error('no network')), file)
  await expect(failing).rejects.toThrow('no network')
  expect(await alone(async () => 'done', file)).toBe('done')
})

it('a command that was killed keeps nobody waiting', async () => {
  const file = lock()
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(file, `${pid}`)
  expect(await alone(async () => 'done', file)).toBe('done')
})
