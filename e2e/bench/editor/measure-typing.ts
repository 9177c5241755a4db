import type { BrowserContext } from '@playwright/test'
import { installRenderCounter } from './render-counter'

const KEY_PRESSES = 60
const THROTTLE = 4

/** Medians per key press: script ms at 4× CPU throttling, rendered rows and components. */
export type TypingCost = { scriptMs: number; rows: number; components: number }

type Probe = { takeRenders: () => { rows: number; components: number } }

/** Types into the last value field of a room, one key at a time. */
export async function measureTyping(browser: BrowserContext, address: string): Promise<TypingCost> {
  const page = await browser.newPage()
  // tsx wraps functions in a helper `__name`, which does not exist in the page.
  await page.addInitScript('globalThis.__name ??= (wrapped) => wrapped')
  await page.addInitScript(installRenderCounter)
  await page.goto(address, { waitUntil: 'load' })
  const value = page.getByRole('textbox', { name: 'Value' }).last()
  await value.click()
  await page.keyboard.press('End')
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
  const readScriptMs = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return 1000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0)
  }
  const waitForPaint = () =>
    page.evaluate(
      () =>
        new Promise<void>((done) =>
          requestAnimationFrame(() => requestAnimationFrame(() => done())),
        ),
    )
  const takeRenders = () => page.evaluate(() => (window as unknown as Probe).takeRenders())

  const times: number[] = []
  const rows: number[] = []
  const components: number[] = []
  for (let at = 0; at < KEY_PRESSES; at++) {
    await waitForPaint()
    await takeRenders()
    const before = await readScriptMs()
    await page.keyboard.press(at % 2 === 0 ? 'a' : 'Backspace')
    await waitForPaint()
    times.push((await readScriptMs()) - before)
    const renders = await takeRenders()
    rows.push(renders.rows)
    components.push(renders.components)
  }
  await page.close()
  return { scriptMs: median(times), rows: median(rows), components: median(components) }
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}
