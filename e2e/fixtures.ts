import { randomUUID } from 'node:crypto'
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect as baseExpect, type Page } from '@playwright/test'
import { slugOf } from '@/lib/shared/room-slug'
import { createRoom, destroyRoom, type Entries } from './engine'
import { EditorPage } from './screens/editor-page'
import { FinderPage } from './screens/finder-page'

/** Playwright's own, and: the page does not scroll sideways. */
export const expect = baseExpect.extend({
  async toHaveNoSideways(page: Page) {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    return { pass: over <= 0, message: () => `the page is ${over} px wider than its window` }
  },
})

type Room = { id: string; slug: string; name: string }

type Fixtures = {
  finder: FinderPage
  editor: EditorPage
  /** A room of one's own, gone after the test. */
  room: (entries?: Entries, id?: string) => Promise<Room>
  /** Fails with what axe finds on the page as it stands. */
  accessible: () => Promise<void>
  /** Console errors a test provokes on purpose; any other fails it. */
  expectedNoise: RegExp[]
}

export const test = base.extend<Fixtures>({
  expectedNoise: async ({ page }, use) => {
    const noise: string[] = []
    page.on('console', (message) => message.type() === 'error' && noise.push(message.text()))
    page.on('pageerror', (error) => noise.push(error.message))
    const expected: RegExp[] = []
    await use(expected)
    const unexpected = noise.filter((text) => !expected.some((pattern) => pattern.test(text)))
    expect(unexpected, 'errors in the browser’s console').toEqual([])
  },
  // The guard is on for whoever uses a page.
  finder: async ({ page, expectedNoise: _ }, use) => use(new FinderPage(page)),
  editor: async ({ page, expectedNoise: _ }, use) => use(new EditorPage(page)),
  room: async ({ page }, use) => {
    const made: string[] = []
    await use(async (entries = [], id = `e2e-${randomUUID()}`) => {
      const name = `Test show ${id.slice(-4)}`
      await createRoom(id, name, entries)
      made.push(id)
      return { id, slug: slugOf(id), name }
    })
    // A page that is still open would read a room that has just ended.
    await page.close()
    for (const id of made) await destroyRoom(id).catch(() => undefined)
  },
  accessible: async ({ page }, use) => {
    await use(async () => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`,
      )
      expect(found).toEqual([])
    })
  },
})
