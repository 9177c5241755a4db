import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

const SHELL = 'chromium-headless-shell'
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const DEBIAN_PACKAGES = [SHELL, 'fonts-noto-cjk', 'fonts-noto-color-emoji']

/**
 * Returns the path of a Chromium: PLAYWRIGHT_CHROMIUM_PATH, else a headless shell, which opens pages
 * several times as fast, else a whole browser. With `install`, installs a shell if none is found.
 * Returns null without any.
 */
export async function findBrowser({ install = false } = {}) {
  return (
    process.env.PLAYWRIGHT_CHROMIUM_PATH ||
    (await findShell()) ||
    (install && (await installShell())) ||
    (await findWholeBrowser())
  )
}

const findShell = async () => (await findPlaywrightShell()) ?? findOnPath([SHELL])

const findWholeBrowser = async () => {
  const path = await playwrightPath()
  return existsSync(path) ? path : findOnPath(BROWSERS)
}

/** Where Playwright installs the whole browser of its version. */
async function playwrightPath() {
  const { chromium } = await import('@playwright/test')
  return chromium.executablePath()
}

/** Playwright tells only the path of the whole browser; the shell is in a folder beside it. */
async function findPlaywrightShell() {
  const [root, revision] = (await playwrightPath()).split(/[\\/]chromium-(?=\d)/)
  const folder = join(root, `chromium_headless_shell-${Number.parseInt(revision, 10)}`)
  if (!existsSync(folder)) return null
  const files = readdirSync(folder, { recursive: true })
  const file = files.find((path) => /headless[-_]shell(\.exe)?$/.test(path))
  return file ? join(folder, file) : null
}

function findOnPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return paths.find(existsSync) ?? null
}

async function installShell() {
  console.log('Installing Chromium for the browser tests.')
  const exitCode = await run('npx', ['playwright', 'install', '--only-shell', 'chromium'])
  if (exitCode !== 0 && canUseApt()) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update', '-qq'], { env })
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...DEBIAN_PACKAGES], {
      env,
    })
  }
  return findShell()
}

function canUseApt() {
  try {
    execFileSync('apt-get', ['--version'], { stdio: 'ignore' })
    return process.getuid?.() === 0
  } catch {
    return false
  }
}
