import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const frames: (() => void)[] = []
const regions: Record<string, { textContent: string }> = {}
const page = new EventTarget()

/** The module as in a page that was just opened. */
async function loadAnnounce() {
  vi.resetModules()
  return (await import('./announce')).announce
}

beforeEach(() => {
  frames.length = 0
  for (const name of ['polite', 'assertive']) regions[`live-${name}`] = { textContent: '' }
  vi.stubGlobal(
    'document',
    Object.assign(page, { getElementById: (id: string) => regions[id] ?? null }),
  )
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback))
})
afterEach(() => vi.unstubAllGlobals())

const nextFrame = () => {
  for (const callback of frames.splice(0)) callback()
}
const textOf = (name: string) => regions[`live-${name}`]?.textContent

it('clears the region before it speaks, so that repeated text is spoken again', async () => {
  const announce = await loadAnnounce()
  announce('Saved.')
  nextFrame()
  announce('Saved.')
  expect(textOf('polite')).toBe('')
  nextFrame()
  expect(textOf('polite')).toBe('Saved.')
})

it('speaks several texts of one moment together, and each of the two regions on its own', async () => {
  const announce = await loadAnnounce()
  announce('Changed by others: goal')
  announce('Conflict: banner')
  announce('Not saved.', 'assertive')
  nextFrame()
  expect(textOf('polite')).toBe('Changed by others: goal Conflict: banner')
  expect(textOf('assertive')).toBe('Not saved.')
})

it('waits until a composition has ended', async () => {
  const announce = await loadAnnounce()
  page.dispatchEvent(new Event('compositionstart'))
  announce('Saved.')
  nextFrame()
  expect(textOf('polite')).toBe('')
  page.dispatchEvent(new Event('compositionend'))
  nextFrame()
  expect(textOf('polite')).toBe('Saved.')
})
