import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { exitWithError, run } from './run.mjs'
import { withSetupLock } from './setup-lock.mjs'

/** Contains the digest of the lock file of the current installation. */
const DIGEST_FILE = 'node_modules/.installed-from'

/** Installs the locked packages if they are missing or the lock file has changed. */
export const install = () => withSetupLock(installIfChanged)

async function installIfChanged() {
  const digest = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
  if (existsSync(DIGEST_FILE) && readFileSync(DIGEST_FILE, 'utf8') === digest) return
  console.log('Installing packages. This takes a minute or two.')
  const code = await run('npm', [
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ])
  if (code !== 0) exitWithError('The packages could not be installed. The lines above say why.')
  writeFileSync(DIGEST_FILE, digest)
}
