import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const DEBIAN = ['chromium', 'fonts-noto-cjk', 'fonts-noto-color-emoji']

/** The path of a Chromium: the one named by the environment, Playwright's own, the system's, else a new one; null where none is to be had. */
export async function findBrowser() {
  return (
    process.env.PLAYWRIGHT_CHROMIUM_PATH ||
    (await playwrightsOwn()) ||
    onPath() ||
    (await installOne())
  )
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return existsSync(path) ? path : null
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return (
    NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync) ?? null
  )
}

async function installOne() {
  console.log('No Chromium here: installing one for the browser tests.')
  const npx = await run('npx', ['playwright', 'install', 'chromium'])
  const own = npx === 0 ? await playwrightsOwn() : null
  if (own) return own
  if (!hasApt()) return null
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env })
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...DEBIAN], { env })
  return onPath()
}

function hasApt() {
  try {
    execFileSync('apt-get', ['--version'], { stdio: 'ignore' })
    return process.getuid?.() === 0
  } catch {
    return false
  }
}
