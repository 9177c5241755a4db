import type { Page } from '@playwright/test'

/** Waits until the browser keeps a draft with this text. Only a page that ends at once needs it. */
export async function waitUntilKept(page: Page, text: string): Promise<void> {
  await page.waitForFunction(async (expected) => {
    const database = await new Promise<IDBDatabase | null>((resolve) => {
      const request = indexedDB.open('live-room-console')
      // The console creates the database. Until then, no draft is kept.
      request.onupgradeneeded = () => request.transaction?.abort()
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => resolve(null)
    })
    if (!database) return false
    const records = await new Promise<unknown[]>((resolve, reject) => {
      const request = database.transaction('drafts').objectStore('drafts').getAll()
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    database.close()
    return JSON.stringify(records).includes(JSON.stringify(expected))
  }, text)
}

/** Opens a window with the session storage of another, as reopening or duplicating a tab does. */
export async function openCopyOf(page: Page): Promise<Page> {
  return openWithWindowId(page.context(), await readWindowId(page))
}

export const readWindowId = (page: Page) =>
  page.evaluate(() => sessionStorage.getItem('windowId') ?? '')

/** Opens a window that the browser brings back with its session storage. */
export async function openWithWindowId(
  context: { newPage: () => Promise<Page> },
  windowId: string,
): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript((id) => {
    if (sessionStorage.getItem('windowId') === null) sessionStorage.setItem('windowId', id)
  }, windowId)
  return page
}

/** Makes the editor fail while it renders, from its next change on, until the page is repaired. */
export async function breakEditor(page: Page): Promise<{ repair: () => Promise<void> }> {
  await page.evaluate(() => {
    const title = Object.getOwnPropertyDescriptor(Document.prototype, 'title')
    if (!title) throw new Error('the document has no title')
    Object.defineProperty(document, 'title', {
      ...title,
      set(text: string) {
        // The title of a draft has a dot. Without one, it is the count of what needs attention.
        if (window.name !== 'repaired' && text.includes('•'))
          throw new Error('the editor fails on purpose')
        title.set?.call(document, text)
      },
    })
  })
  return {
    repair: () =>
      page.evaluate(() => {
        window.name = 'repaired'
      }),
  }
}
