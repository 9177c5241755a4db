import { randomUUID } from 'node:crypto'
import AxeBuilder from '@axe-core/playwright'
import {
  type BrowserContext,
  test as base,
  expect as baseExpect,
  type Page,
} from '@playwright/test'
import type { Role } from '@/lib/shared/access/roles'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { slugOf } from '@/lib/shared/metadata/room-slug'
import { createRoom, destroyRoom, type Entries } from './engine'
import { type Account, addPerson, type SignedIn, signIn } from './people'
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

/** A person, and what a browser keeps that they are signed in with. */
type Known = { account: Account; state: SignedIn }

type WorkerFixtures = {
  /** One person of that role for each worker, signed in once. */
  person: (role: Role) => Promise<Known>
}

type Fixtures = {
  /** A page in a browser of its own, signed in as somebody of that role; null = a stranger. The usual page is an editor's. */
  as: (role: Role | null) => Promise<Page>
  /** Somebody whom no other test knows, and a page that is signed in as them. */
  newcomer: (role: Role) => Promise<{ account: Account; page: Page }>
  finder: FinderPage
  editor: EditorPage
  /** The same in another person's browser. */
  colleague: EditorPage
  history: HistoryPage
  /** A room of one's own, gone after the test. */
  room: (entries?: Entries, id?: string) => Promise<Room>
  /** A change by whoever the page is signed in as, through the API; the answer is its id. */
  saved: (slug: string, changes: readonly KeyChange[], more?: SaveMore) => Promise<string>
  /** Fails with what axe finds on a page as it stands; the usual one where none is named. */
  accessible: (on?: Page) => Promise<void>
  /** What browsers complained of so far. */
  noise: string[]
  /** Console errors a test provokes on purpose; any other fails it. */
  expectedNoise: RegExp[]
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  person: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern to see what is asked for
    async ({}, use, { parallelIndex }) => {
      const known = new Map<Role, Promise<Known>>()
      const meet = async (role: Role): Promise<Known> => {
        const account = await addPerson(role, `${role}-${parallelIndex}@example.com`)
        return { account, state: await signIn(account.email, account.password) }
      }
      await use((role) => {
        const met = known.get(role) ?? meet(role)
        known.set(role, met)
        return met
      })
    },
    { scope: 'worker' },
  ],
  storageState: async ({ person }, use) => use((await person('editor')).state),
  as: async ({ browser, person, noise, expectedNoise: _ }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (role) => {
      const storageState = role === null ? { cookies: [], origins: [] } : (await person(role)).state
      const context = await browser.newContext({ storageState })
      listenTo(context, noise)
      contexts.push(context)
      return context.newPage()
    })
    for (const context of contexts) await context.close()
  },
  newcomer: async ({ browser, noise, expectedNoise: _ }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (role) => {
      const account = await addPerson(role, `${role}-${randomUUID()}@example.com`)
      const storageState = await signIn(account.email, account.password)
      const context = await browser.newContext({ storageState })
      listenTo(context, noise)
      contexts.push(context)
      return { account, page: await context.newPage() }
    })
    for (const context of contexts) await context.close()
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  noise: async ({}, use) => use([]),
  expectedNoise: async ({ context, noise }, use) => {
    listenTo(context, noise)
    const expected: RegExp[] = []
    await use(expected)
    const unexpected = noise.filter((text) => !expected.some((pattern) => pattern.test(text)))
    expect(unexpected, 'errors in the browser’s console').toEqual([])
  },
  // The guard is on for whoever uses a page.
  finder: async ({ page, expectedNoise: _ }, use) => use(new FinderPage(page)),
  editor: async ({ page, expectedNoise: _ }, use) => use(new EditorPage(page)),
  colleague: async ({ as }, use) => use(new EditorPage(await as('admin'))),
  history: async ({ page, expectedNoise: _ }, use) => use(new HistoryPage(page)),
  room: async ({ browser }, use) => {
    const made: string[] = []
    await use(async (entries = [], id = `e2e-${randomUUID()}`) => {
      const name = `Test show ${id.slice(-4)}`
      await createRoom(id, name, entries)
      made.push(id)
      return { id, slug: slugOf(id), name }
    })
    // Pages that are still open would read a room that has just ended.
    const pages = browser.contexts().flatMap((context) => context.pages())
    await Promise.all(pages.map((page) => page.close()))
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
    await use(async (on = page) => {
      const { violations } = await new AxeBuilder({ page: on }).analyze()
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`,
      )
      expect(found).toEqual([])
    })
  },
})

function listenTo(context: BrowserContext, noise: string[]) {
  context.on('console', (message) => {
    // Between two pages there is no icon for a moment, and Chromium may ask for the old kind.
    if (message.type() !== 'error' || message.location().url.endsWith('/favicon.ico')) return
    noise.push(message.text())
  })
  context.on('weberror', (error) => noise.push(error.error().message))
}
