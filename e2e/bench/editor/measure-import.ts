import type { BrowserContext } from '@playwright/test'

const LINES = 10_000
const RUNS = 3

type Probe = { tasks: number[] }

/**
 * The longest task in ms for each format, while ten thousand lines are pasted, shown, edited, refused
 * as too many and cleared. The shortest of several runs counts: other programs make a task longer.
 */
export async function measureImport(
  browser: BrowserContext,
  address: string,
): Promise<Record<string, number>> {
  const page = await browser.newPage()
  await browser.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(address, { waitUntil: 'load' })
  await page.getByRole('button', { name: 'Import…' }).click()
  const field = page.getByRole('textbox', { name: /^Lines of key=value/ })
  await field.waitFor()
  await page.evaluate(() => {
    const tasks: number[] = []
    Object.assign(window, { tasks })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration)
    }).observe({ type: 'longtask' })
  })
  const waitUntilIdle = () =>
    page.evaluate(() => new Promise<void>((done) => requestIdleCallback(() => done())))

  async function measureOnce(text: string): Promise<number> {
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
    await page.evaluate(() => {
      ;(window as unknown as Probe).tasks.length = 0
    })
    await field.press('ControlOrMeta+v')
    await page.getByText(/^Lines shown: 200 of/).waitFor()
    await field.press('x')
    await waitUntilIdle()
    await page.getByRole('button', { name: /^Add/ }).last().click()
    await page.getByRole('button', { name: 'Clear text' }).click()
    await page.getByText(/^You see what changes/).waitFor()
    await waitUntilIdle()
    return page.evaluate(() => Math.max(0, ...(window as unknown as Probe).tasks))
  }

  const longest: Record<string, number> = {}
  for (const [format, text] of Object.entries(createTexts())) {
    const runs: number[] = []
    for (let run = 0; run < RUNS; run++) runs.push(await measureOnce(text))
    longest[format] = Math.min(...runs)
  }
  await page.close()
  return longest
}

function createTexts(): Record<string, string> {
  const entries = Array.from({ length: LINES }, (_, at) => [`key_${at}`, `value ${at}`] as const)
  const items = entries.map(([key, value]) => JSON.stringify({ key, value }))
  const list = `[\n${items.join(',\n')}\n]`
  return {
    'key=value lines': entries.map(([key, value]) => `${key}=${value}`).join('\n'),
    cells: entries.map(([key, value]) => `${key}\t${value}`).join('\n'),
    'a JSON object': JSON.stringify(Object.fromEntries(entries), null, 2),
    'a list': list,
    'a list with errors': list.replaceAll('"value":', '"value"'),
  }
}
