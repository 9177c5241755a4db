import { gzipSync } from 'node:zlib'
import type { BrowserContext } from '@playwright/test'

/** JavaScript a page loads before anybody touches it: gzip, in KiB, the unit in which Next and React alone are 133. */
export async function firstLoad(browser: BrowserContext, address: string): Promise<number> {
  const page = await browser.newPage()
  const sizes: Promise<number>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length))
  })
  await page.goto(address, { waitUntil: 'load' })
  await page.locator('main :is(input, textarea):enabled').first().waitFor()
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  await page.close()
  return total / 1024
}
