import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

const EXECUTABLES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const DEBIAN_PACKAGES = ['chromium', 'fonts-noto-cjk', 'fonts-noto-color-emoji']

/**
 * Returns the path of Chromium: PLAYWRIGHT_CHROMIUM_PATH, Playwright's own, or the system's. With
 * `install`, installs one if none is found. Returns null without any.
 */
export async function findBrowser({ install = false } = {}) {
  return (
    process.env.PLAYWRIGHT_CHROMIUM_PATH ||
    (await findPlaywrightBrowser()) ||
    findOnPath() ||
    (install ? await installBrowser() : null)
  )
}

async function findPlaywrightBrowser() {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return existsSync(path) ? path : null
}

function findOnPath() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return (
    EXECUTABLES.flatMap((executable) => folders.map((folder) => join(folder, executable))).find(
      existsSync,
    ) ?? null
  )
}

async function installBrowser() {
  console.log('Installing Chromium for the browser tests.')
  const exitCode = await run('npx', ['playwright', 'install', 'chromium'])
  const installed = exitCode === 0 ? await findPlaywrightBrowser() : null
  if (installed) return installed
  if (!canUseApt()) return null
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env })
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...DEBIAN_PACKAGES], {
    env,
  })
  return findOnPath()
}

function canUseApt() {
  try {
    execFileSync('apt-get', ['--version'], { stdio: 'ignore' })
    return process.getuid?.() === 0
  } catch {
    return false
  }
}
