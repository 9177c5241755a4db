import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createTempFolder } from './temp-folder.mjs'

it('a temporary folder is removed when its process ends with an error', () => {
  const parent = createTempFolder('parent')
  const program = `
    import { createTempFolder } from './lib/scripts/steps/temp-folder.mjs'
    console.log(createTempFolder('child'))
    throw new Error('on purpose')`
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { encoding: 'utf8', env: { ...process.env, TMPDIR: parent } },
  )
  expect([status, stdout.startsWith(parent)]).toEqual([1, true])
  expect([existsSync(stdout.trim()), readdirSync(parent)]).toEqual([false, []])
})
