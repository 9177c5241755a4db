import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { measureFirstLoad, measureLoad } from '../../support/page-scripts'

const IDLE_MS = 1_000

/**
 * Measures a page in KiB as sent: `first` until one can type, `idle` including the scripts that the
 * page preloads while it is idle. Next and React alone are 133 KiB.
 */
export async function measurePage(
  browser: Browser,
  storageState: BrowserContextOptions['storageState'],
  address: string,
) {
  /** A context of its own has an empty cache. */
  async function withNewPage<T>(measure: (page: Page) => Promise<T>): Promise<T> {
    const context = await browser.newContext({ storageState })
    try {
      return await measure(await context.newPage())
    } finally {
      await context.close()
    }
  }
  const first = await withNewPage((page) => measureFirstLoad(page, address))
  const idle = await withNewPage((page) =>
    measureLoad(page, address, async (requests) => {
      for (let count = 0; count < requests.length; ) {
        count = requests.length
        await sleep(IDLE_MS)
      }
    }),
  )
  return { first, idle }
}
