import type { Locator } from '@playwright/test'

/** Where an element was in the window, and how far the page was scrolled, both in px. */
type Position = { top: number; scroll: number }

/**
 * Records each place at which an element is painted. The returned function ends the recording and
 * returns the distinct places in order, so that an element that never moved has one.
 */
export async function recordPositions(element: Locator): Promise<() => Promise<Position[]>> {
  const recording = await element.evaluateHandle((node) => {
    const positions: Position[] = []
    let isRunning = true
    const record = () => {
      const position = { top: node.getBoundingClientRect().top, scroll: window.scrollY }
      const last = positions.at(-1)
      if (last?.top !== position.top || last.scroll !== position.scroll) positions.push(position)
      if (isRunning) requestAnimationFrame(record)
    }
    record()
    return {
      stop() {
        isRunning = false
        return positions
      },
    }
  })
  return () => recording.evaluate((started) => started.stop())
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
