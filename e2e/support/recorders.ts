import type { Locator, Page } from '@playwright/test'

/** Where an element was in the window, and how far the page was scrolled, both in px. */
type Position = { top: number; scroll: number }

/**
 * Records each place at which an element is painted. The returned function ends the recording and
 * returns the distinct places in order, so that an element that never moved has one.
 */
export const recordPositions = (element: Locator) => recordFrames<Position>(element, 'position')

/** Records in the same way the heights, in px, that an element is painted with. */
export const recordHeights = (element: Locator) => recordFrames<number>(element, 'height')

/** Records in the same way the values that a field is painted with. */
export const recordValues = (field: Locator) => recordFrames<string>(field, 'value')

async function recordFrames<T>(
  element: Locator,
  measured: 'position' | 'height' | 'value',
): Promise<() => Promise<T[]>> {
  const recording = await element.evaluateHandle((node, what) => {
    const values: unknown[] = []
    let isRunning = true
    const record = () => {
      const { top, height } = node.getBoundingClientRect()
      const value = {
        position: { top, scroll: window.scrollY },
        height,
        value: 'value' in node ? node.value : undefined,
      }[what]
      if (JSON.stringify(value) !== JSON.stringify(values.at(-1))) values.push(value)
      if (isRunning) requestAnimationFrame(record)
    }
    record()
    return {
      stop() {
        isRunning = false
        return values
      },
    }
  }, measured)
  return () => recording.evaluate((started) => started.stop()) as Promise<T[]>
}

/** Collects every text that the element shows from now on. */
export async function recordTexts(element: Locator): Promise<() => Promise<string[]>> {
  const recording = await element.evaluateHandle((region) => {
    const texts: string[] = []
    new MutationObserver(() => texts.push(region.textContent ?? '')).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    })
    return texts
  })
  return () => recording.evaluate((texts) => texts.filter((text) => text !== ''))
}

/** How often a person pressed a button of the mouse, and how many shortcuts they pressed. */
type Presses = { clicks: number; chords: number }

/** Counts the presses on all pages that are opened from now on. Returns a function that reads them. */
export async function recordPresses(page: Page): Promise<() => Promise<Presses>> {
  await page.addInitScript(() => {
    const count = (name: 'clicks' | 'chords') =>
      sessionStorage.setItem(name, `${Number(sessionStorage.getItem(name)) + 1}`)
    addEventListener('pointerdown', () => count('clicks'), true)
    addEventListener(
      'keydown',
      ({ ctrlKey, metaKey, key }) => {
        if ((ctrlKey || metaKey) && key !== 'Control' && key !== 'Meta') count('chords')
      },
      true,
    )
  })
  return () =>
    page.evaluate(() => ({
      clicks: Number(sessionStorage.getItem('clicks')),
      chords: Number(sessionStorage.getItem('chords')),
    }))
}
