import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { BrowserContext, Page } from '@playwright/test'

const QUIET_MS = 1_000

/**
 * JavaScript of a page, gzip, in KiB, the unit in which Next and React alone are 133: what it needs until one can type,
 * and all that has come when it has fallen quiet, with what is fetched ahead in idle time.
 */
export async function firstLoad(browser: BrowserContext, address: string) {
  return {
    needed: await scriptsOf(browser, address, (page) =>
      page.addInitScript(() => {
        window.requestIdleCallback = () => 0
      }),
    ),
    ahead: await scriptsOf(browser, address),
  }
}

async function scriptsOf(
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
  for (let known = 0; known < sizes.length; ) {
    known = sizes.length
    await sleep(QUIET_MS)
  }
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  await page.close()
  return total / 1024
}
