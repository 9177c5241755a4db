import { gzipSync } from 'node:zlib'
import type { Page, Request, Route } from '@playwright/test'

const SCRIPTS = '**/_next/static/**/*.js'
const INLINE_SCRIPT = /(?<=<script[^>]*>)[^<]+/g

/** Keeps the page from loading parts ahead of their use. Call it before opening the page. */
export async function preventPreloading(page: Page) {
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0
  })
}

/** Holds back all scripts from now on. Resolves to a function that lets them through. */
export const holdScripts = (page: Page) => holdRequests(page, SCRIPTS, 'GET')

/** Holds back what matches from now on. Resolves to a function that lets it through. */
export const holdRequests = (page: Page, address: string | RegExp, method: string) =>
  hold(page, address, method, async (route, released) => {
    await released
    await route.fallback()
  })

/** Lets requests reach the server, but holds back the replies until the returned function is called. */
export const holdReplies = (page: Page, address: string | RegExp, method: string) =>
  hold(page, address, method, async (route, released) => {
    const response = await route.fetch()
    await released
    await route.fulfill({ response })
  })

async function hold(
  page: Page,
  address: string | RegExp,
  method: string,
  proceed: (route: Route, released: Promise<void>) => Promise<void>,
): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((done) => {
    release = done
  })
  await page.route(address, (route) =>
    route.request().method() === method ? proceed(route, released) : route.fallback(),
  )
  return release
}

/**
 * Makes all scripts, or those that contain a text, fail from now on. Resolves to a function that
 * ends this.
 */
export async function failScripts(page: Page, text = ''): Promise<() => Promise<void>> {
  await page.route(SCRIPTS, async (route) => {
    const response = text === '' ? null : await route.fetch()
    if (response === null || (await response.text()).includes(text)) await route.abort()
    else await route.fulfill({ response })
  })
  return () => page.unroute(SCRIPTS)
}

/**
 * Opens a page and measures in KiB of gzip what it loads until one can type: its scripts as they
 * are sent, and the scripts inside its HTML, which contain its messages. Needs an empty HTTP cache.
 */
export async function measureFirstLoad(page: Page, address: string) {
  await preventPreloading(page)
  return measureLoad(page, address)
}

/** Measures in the same way what a page has loaded when `waitUntilDone` resolves. */
export async function measureLoad(
  page: Page,
  address: string,
  waitUntilDone?: (requests: readonly Request[]) => Promise<void>,
) {
  const requests: Request[] = []
  page.on('request', (request) => requests.push(request))
  const response = await page.goto(address, { waitUntil: 'load' })
  await page.locator('main :is(input, textarea):enabled').first().waitFor()
  await waitUntilDone?.(requests)
  const scripts = requests.filter((request) => request.resourceType() === 'script')
  const sizes = await Promise.all(scripts.map(measureSentBytes))
  const inlineScripts = [...((await response?.text()) ?? '').matchAll(INLINE_SCRIPT)].join('\n')
  return {
    scriptKib: sizes.reduce((sum, size) => sum + size, 0) / 1024,
    inlineKib: gzipSync(inlineScripts).length / 1024,
  }
}

async function measureSentBytes(request: Request): Promise<number> {
  await (await request.response())?.finished()
  return (await request.sizes()).responseBodySize
}
