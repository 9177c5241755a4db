import { randomUUID } from 'node:crypto'
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect as baseExpect, type Page } from '@playwright/test'
import type { KeyChange } from '@/lib/shared/entry'
import { slugOf } from '@/lib/shared/room-slug'
import { createRoom, destroyRoom, type Entries } from './engine'
import { EditorPage } from './screens/editor-page'
import { FinderPage } from './screens/finder-page'
import { HistoryPage } from './screens/history-page'

/** Playwright's own, and: the page does not scroll sideways. */
export const expect = baseExpect.extend({
  async toHaveNoSideways(page: Page) {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    return { pass: over <= 0, message: () => `the page is ${over} px wider than its window` }
  },
})

type SaveMore = { note?: string; restores?: string }
type Room = { id: string; slug: string; name: string }

type Fixtures = {
  finder: FinderPage
  editor: EditorPage
  history: HistoryPage
  /** A room of one's own, gone after the test. */
  room: (entries?: Entries, id?: string) => Promise<Room>
  /** A change by whoever the page is signed in as, through the API; the answer is its id. */
  saved: (slug: string, changes: readonly KeyChange[], more?: SaveMore) => Promise<string>
  /** Fails with what axe finds on the page as it stands. */
  accessible: () => Promise<void>
  /** Console errors a test provokes on purpose; any other fails it. */
  expectedNoise: RegExp[]
}

export const test = base.extend<Fixtures>({
  expectedNoise: async ({ page }, use) => {
    const noise: string[] = []
    page.on('console', (message) => {
      // Between two pages there is no icon for a moment, and Chromium may ask for the old kind.
      if (message.type() !== 'error' || message.location().url.endsWith('/favicon.ico')) return
      noise.push(message.text())
    })
    page.on('pageerror', (error) => noise.push(error.message))
    const expected: RegExp[] = []
    await use(expected)
    const unexpected = noise.filter((text) => !expected.some((pattern) => pattern.test(text)))
    expect(unexpected, 'errors in the browser’s console').toEqual([])
  },
  // The guard is on for whoever uses a page.
  finder: async ({ page, expectedNoise: _ }, use) => use(new FinderPage(page)),
  editor: async ({ page, expectedNoise: _ }, use) => use(new EditorPage(page)),
  history: async ({ page, expectedNoise: _ }, use) => use(new HistoryPage(page)),
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
  saved: async ({ page }, use) => {
    await use(async (slug, changes, more = {}) => {
      const answer = await page.request.patch(`/api/rooms/${slug}/metadata`, {
        headers: { 'sec-fetch-site': 'same-origin', 'idempotency-key': randomUUID() },
        data: { changes, ...more },
      })
      const { change, error } = (await answer.json()) as {
        change?: { id: string }
        error?: { code: string; change?: { id: string } }
      }
      const id = change?.id ?? error?.change?.id
      if (id === undefined) throw new Error(`not saved: ${error?.code}`)
      return id
    })
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
