import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { BrowserContext, Page } from '@playwright/test'

const IDLE_MS = 1_000

/**
 * Measures the JavaScript of a page in KiB after gzip: `interactiveKib` until one can type,
 * `idleKib` including what the page preloads while it is idle. Next and React alone are 133 KiB.
 */
export async function measureFirstLoad(browser: BrowserContext, address: string) {
  return {
    interactiveKib: await measureScriptKib(browser, address, (page) =>
      page.addInitScript(() => {
        // Prevents preloading.
        window.requestIdleCallback = () => 0
      }),
    ),
    idleKib: await measureScriptKib(browser, address),
  }
}

async function measureScriptKib(
  browser: BrowserContext,
  address: string,
  prepare?: (page: Page) => Promise<unknown>,
): Promise<number> {
  const page = await browser.newPage()
  const sizes: Promise<number>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length))
  })
  await prepare?.(page)
  await page.goto(address, { waitUntil: 'load' })
  await page.locator('main :is(input, textarea):enabled').first().waitFor()
  for (let count = 0; count < sizes.length; ) {
    count = sizes.length
    await sleep(IDLE_MS)
  }
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  await page.close()
  return total / 1024
}
