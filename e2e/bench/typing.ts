import type { BrowserContext } from '@playwright/test'
import { watchRenders } from './renders'

const KEY_PRESSES = 60
const THROTTLE = 4

/** Medians over key presses: script time in ms under 4× CPU throttle, and what drew itself anew. */
export type Typing = { scriptMs: number; rows: number; components: number }

type Probe = { takeRenders: () => { rows: number; components: number } }

/** Types into the last value of a room, key by key. */
export async function typing(browser: BrowserContext, address: string): Promise<Typing> {
  const page = await browser.newPage()
  // The TypeScript loader wraps functions in a helper that pages do not have.
  await page.addInitScript('globalThis.__name ??= (wrapped) => wrapped')
  await page.addInitScript(watchRenders)
  await page.goto(address, { waitUntil: 'load' })
  const value = page.getByRole('textbox', { name: 'Value' }).last()
  await value.click()
  await page.keyboard.press('End')
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
  const script = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return 1000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0)
  }
  const settled = () =>
    page.evaluate(
      () =>
        new Promise<void>((done) =>
          requestAnimationFrame(() => requestAnimationFrame(() => done())),
        ),
    )
  const renders = () => page.evaluate(() => (window as unknown as Probe).takeRenders())

  const times: number[] = []
  const rows: number[] = []
  const components: number[] = []
  for (let at = 0; at < KEY_PRESSES; at++) {
    await settled()
    await renders()
    const before = await script()
    await page.keyboard.press(at % 2 === 0 ? 'a' : 'Backspace')
    await settled()
    times.push((await script()) - before)
    const drawn = await renders()
    rows.push(drawn.rows)
    components.push(drawn.components)
  }
  await page.close()
  return { scriptMs: median(times), rows: median(rows), components: median(components) }
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}
