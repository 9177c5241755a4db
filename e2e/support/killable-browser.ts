import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type BrowserContext, chromium } from '@playwright/test'
import { launchOptions } from './browser'
import type { StorageState } from './people'
import { consoleUrl } from './test-settings'

export type KillableBrowser = {
  context: BrowserContext
  /**
   * Whether IndexedDB has written this text to the profile. A transaction that reads sees a record a
   * moment earlier, and a kill at that moment loses it.
   */
  hasStored(text: string): boolean
  /** Kills all processes of the browser at once, as a crash does. */
  kill(): Promise<void>
}

/** Starts a browser of its own, with a profile in `folder`, in which a person is signed in. */
export async function startBrowser(
  folder: string,
  { cookies }: StorageState,
): Promise<KillableBrowser> {
  const child = spawn(
    launchOptions.executablePath ?? chromium.executablePath(),
    [
      ...launchOptions.args,
      '--headless',
      '--remote-debugging-port=0',
      `--user-data-dir=${folder}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  )
  const exited = once(child, 'exit')
  let address: string | undefined
  for await (const line of createInterface({ input: child.stderr })) {
    address = /DevTools listening on (\S+)/.exec(line)?.[1]
    if (address) break
  }
  if (!address || !child.pid) throw new Error('the browser did not start')
  const { pid } = child
  child.stderr.resume()
  const browser = await chromium.connectOverCDP(address)
  const disconnected = new Promise<void>((done) => browser.once('disconnected', () => done()))
  const [context] = browser.contexts()
  if (!context) throw new Error('the browser has no context')
  // A crash may lose cookies, and the test is not about them.
  await context.addCookies([...cookies, { name: 'locale', value: 'en', url: consoleUrl }])
  return {
    context,
    hasStored(text) {
      const database = join(folder, 'Default', 'IndexedDB')
      const files = existsSync(database) ? readdirSync(database, { recursive: true }) : []
      return (
        files
          .map(String)
          .filter((file) => file.endsWith('.log'))
          .map((file) => readFileSync(join(database, file)))
          // Chromium stores a text with one or with two bytes for each character.
          .some((bytes) => bytes.includes(text) || bytes.includes(text, 0, 'utf16le'))
      )
    },
    async kill() {
      process.kill(-pid, 'SIGKILL')
      // Playwright fails a test that ends before it knows that a browser is gone.
      await Promise.all([exited, disconnected])
    },
  }
}
