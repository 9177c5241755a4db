import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'

const ADMIN = { id: 'another-person', name: 'Test admin' }

/**
 * Makes the server tell this page that a save of Test admin, of `banner`, locks the room. Resolves to
 * a function that ends the save.
 */
export async function lockRoom(page: Page, room: { id: string; slug: string }) {
  const at = new Date().toISOString()
  let isLocked = true
  const pending = {
    id: randomUUID(),
    room: room.id,
    source: 'console',
    by: ADMIN,
    at,
    note: null,
    changes: [{ key: 'banner', from: 'Hello', to: 'theirs' }],
    outcome: 'pending',
    results: [],
    settledAt: null,
    readAt: null,
    durationMs: null,
    restores: null,
  }
  const settled = () => ({
    ...pending,
    outcome: 'applied',
    results: [{ key: 'banner', result: 'applied', found: 'theirs' }],
    settledAt: new Date().toISOString(),
    readAt: new Date().toISOString(),
    durationMs: 4_000,
  })
  await page.route(`**/api/changes/${pending.id}`, (route) =>
    route.fulfill({ json: { change: isLocked ? pending : settled() } }),
  )
  await page.route(`**/api/rooms/${room.slug}/metadata*`, async (route) => {
    if (!isLocked) return route.continue()
    if (route.request().method() === 'GET') {
      const reply = await (await route.fetch()).json()
      return route.fulfill({ json: { ...reply, pending } })
    }
    const params = { name: ADMIN.name, seconds: 1 }
    const error = { code: 'room.busy', message: '', params, change: pending, ref: 'test' }
    return route.fulfill({ status: 423, json: { error } })
  })
  return () => {
    isLocked = false
  }
}
