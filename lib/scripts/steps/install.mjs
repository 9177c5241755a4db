import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { alone } from './alone.mjs'
import { run, stop } from './run.mjs'

const MARK = 'node_modules/.installed-from'

/** Installs the locked packages where they are missing or the lock file has changed since. */
export const install = () => alone(installHere)

async function installHere() {
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === lock) return
  console.log('Installing packages; the first time takes a minute or two.')
  const code = await run('npm', [
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ])
  if (code !== 0) stop('The packages could not be installed. The lines above say why.')
  writeFileSync(MARK, lock)
}
