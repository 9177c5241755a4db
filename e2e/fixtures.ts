import { randomUUID } from 'node:crypto'
import {
  type BrowserContext,
  test as base,
  expect as baseExpect,
  type Page,
} from '@playwright/test'
import axe from 'axe-core'
import type { Role } from '@/lib/shared/access/roles'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { EditorPage } from './pages/editor-page'
import { HistoryPage } from './pages/history-page'
import { RoomsPage } from './pages/rooms-page'
import * as liveService from './support/live-service'
import { type Account, addPerson, type StorageState, signIn } from './support/people'

declare global {
  interface Window {
    axe: typeof axe
  }
}

export const expect = baseExpect.extend({
  async toHaveNoHorizontalScroll(page: Page) {
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    return {
      pass: overflow <= 0,
      message: () => `the page is ${overflow} px wider than its window`,
    }
  },
})

/** Every page is checked with axe on both. */
const ACCESSIBILITY_SCREENS = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 375 },
] as const

type SaveOptions = { note?: string; restores?: string }
type Room = { id: string; slug: string; name: string }
type SignedInPerson = { account: Account; state: StorageState }

type WorkerFixtures = {
  /** The person with this role in this worker, signed in once. */
  personWithRole: (role: Role) => Promise<SignedInPerson>
}

type Fixtures = {
  /**
   * Opens a page in a new browser context in which a person with this role is signed in; null means
   * signed out. The default `page` belongs to an editor.
   */
  openPageAs: (role: Role | null) => Promise<Page>
  /** Adds a person whom no other test uses and opens a page in which they are signed in. */
  createPerson: (role: Role) => Promise<{ account: Account; page: Page }>
  roomsPage: RoomsPage
  editor: EditorPage
  /** The editor in the browser of another person, an administrator. */
  colleague: EditorPage
  historyPage: HistoryPage
  /** Creates a room that is destroyed after the test. */
  createRoom: (entries?: liveService.Entries, id?: string, isPublic?: boolean) => Promise<Room>
  /** Saves changes through the API as the person of `page`; resolves to the id of the change. */
  saveChanges: (
    slug: string,
    changes: readonly KeyChange[],
    options?: SaveOptions,
  ) => Promise<string>
  /**
   * Fails when axe finds a violation on `page` or the given page in its current state, or when the
   * page is wider than its window: light on a wide screen, and dark on a phone.
   */
  expectAccessible: (on?: Page) => Promise<void>
  /** All console errors of all pages so far. */
  consoleErrors: string[]
  /** Console errors that the test provokes. Any other console error fails the test. */
  expectedErrors: RegExp[]
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  personWithRole: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright requires a destructuring pattern
    async ({}, use, { parallelIndex }) => {
      const people = new Map<Role, Promise<SignedInPerson>>()
      const addAndSignIn = async (role: Role): Promise<SignedInPerson> => {
        const account = await addPerson(role, `${role}-${parallelIndex}@example.com`)
        return { account, state: await signIn(account.email, account.password) }
      }
      await use((role) => {
        const person = people.get(role) ?? addAndSignIn(role)
        people.set(role, person)
        return person
      })
    },
    { scope: 'worker' },
  ],
  storageState: async ({ personWithRole }, use) => use((await personWithRole('editor')).state),
  openPageAs: async ({ browser, personWithRole, consoleErrors, expectedErrors: _ }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (role) => {
      const storageState =
        role === null ? { cookies: [], origins: [] } : (await personWithRole(role)).state
      const context = await browser.newContext({ storageState })
      collectConsoleErrors(context, consoleErrors)
      contexts.push(context)
      return context.newPage()
    })
    for (const context of contexts) await context.close()
  },
  createPerson: async ({ browser, consoleErrors, expectedErrors: _ }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (role) => {
      const account = await addPerson(role, `${role}-${randomUUID()}@example.com`)
      const storageState = await signIn(account.email, account.password)
      const context = await browser.newContext({ storageState })
      collectConsoleErrors(context, consoleErrors)
      contexts.push(context)
      return { account, page: await context.newPage() }
    })
    for (const context of contexts) await context.close()
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright requires a destructuring pattern
  consoleErrors: async ({}, use) => use([]),
  expectedErrors: async ({ context, consoleErrors }, use) => {
    collectConsoleErrors(context, consoleErrors)
    const expected: RegExp[] = []
    await use(expected)
    const unexpected = consoleErrors.filter((text) => !expected.some((each) => each.test(text)))
    expect(unexpected, 'errors in the browser’s console').toEqual([])
  },
  // Every page object depends on `expectedErrors`, so that unexpected errors fail the test.
  roomsPage: async ({ page, expectedErrors: _ }, use) => use(new RoomsPage(page)),
  editor: async ({ page, expectedErrors: _ }, use) => use(new EditorPage(page)),
  colleague: async ({ openPageAs }, use) => use(new EditorPage(await openPageAs('admin'))),
  historyPage: async ({ page, expectedErrors: _ }, use) => use(new HistoryPage(page)),
  createRoom: async ({ browser }, use) => {
    const roomIds: string[] = []
    await use(async (entries = [], id = `e2e-${randomUUID()}`, isPublic = true) => {
      const name = `Test show ${id.slice(-4)}`
      await liveService.createRoom(id, name, entries, isPublic)
      roomIds.push(id)
      return { id, slug: toSlug(id), name }
    })
    // Open pages would log errors when they read a destroyed room.
    const pages = browser.contexts().flatMap((context) => context.pages())
    await Promise.all(pages.map((page) => page.close()))
    for (const id of roomIds) await liveService.destroyRoom(id).catch(() => undefined)
  },
  saveChanges: async ({ page }, use) => {
    await use(async (slug, changes, options = {}) => {
      const response = await page.request.patch(`/api/rooms/${slug}/metadata`, {
        headers: { 'sec-fetch-site': 'same-origin', 'idempotency-key': randomUUID() },
        data: { changes, ...options },
      })
      const { change, error } = (await response.json()) as {
        change?: { id: string }
        error?: { code: string; change?: { id: string } }
      }
      const id = change?.id ?? error?.change?.id
      if (id === undefined) throw new Error(`not saved: ${error?.code}`)
      return id
    })
  },
  expectAccessible: async ({ page }, use) => {
    await use(async (on = page) => {
      const size = on.viewportSize()
      await on.evaluate(axe.source)
      for (const { theme, width } of ACCESSIBILITY_SCREENS) {
        await on.setViewportSize({ width, height: 800 })
        await on.emulateMedia({ colorScheme: theme })
        // Nothing reads the nodes that pass, and finding their selectors takes time.
        const { violations } = await on.evaluate(() =>
          window.axe.run({ resultTypes: ['violations'] }),
        )
        const descriptions = violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`,
        )
        expect(descriptions, `${theme}, ${width} px wide`).toEqual([])
        await expect(on).toHaveNoHorizontalScroll()
      }
      await on.emulateMedia({ colorScheme: null })
      if (size) await on.setViewportSize(size)
    })
  },
})

function collectConsoleErrors(context: BrowserContext, consoleErrors: string[]) {
  context.on('console', (message) => {
    // During navigation a page has no icon for a moment, and Chromium may request the default one.
    if (message.type() !== 'error' || message.location().url.endsWith('/favicon.ico')) return
    consoleErrors.push(message.text())
  })
  context.on('weberror', (error) => consoleErrors.push(error.error().message))
}
