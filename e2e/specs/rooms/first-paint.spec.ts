import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, test } from '../../fixtures'

/** A page as the server sends it: what is visible before any script runs, and the scripts. */
async function fetchPage(page: Page, path: string) {
  const html = await (await page.request.get(path)).text()
  const scripts = html.match(/<script[\s\S]*?<\/script>/g) ?? []
  return { visible: html.replaceAll(/<script[\s\S]*?<\/script>/g, ''), scripts: scripts.join('') }
}

test('the editor arrives with the entries, which its data contains once', async ({
  page,
  createRoom,
}) => {
  const value = randomUUID()
  const room = await createRoom([['banner', value]])
  const { visible, scripts } = await fetchPage(page, `/rooms/${room.slug}`)
  expect(visible).toContain(value)
  expect(scripts.split(value)).toHaveLength(2)
})

test('the history of a room arrives with its changes, which its data contains once', async ({
  page,
  createRoom,
  saveChanges,
}) => {
  const note = randomUUID()
  const room = await createRoom([['banner', 'hello']])
  await saveChanges(room.slug, [{ key: 'banner', from: 'hello', to: 'bye' }], { note })
  const { scripts, visible } = await fetchPage(page, `/rooms/${room.slug}/history`)
  expect(visible).toContain('Test editor')
  expect(scripts.split(note)).toHaveLength(2)
})

test('people and connection arrive with their data', async ({ openPageAs }) => {
  const page = await openPageAs('admin')
  expect((await fetchPage(page, '/people')).visible).toContain('first@example.com')
  expect((await fetchPage(page, '/connection')).visible).toContain('1400000003')
})
