import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, test } from '../../fixtures'
import { holdScripts } from '../../support/page-scripts'

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

for (const width of [375, 1280])
  test(`the rows keep their places when the page becomes interactive: ${width} px`, async ({
    page,
    createRoom,
  }) => {
    const { slug } = await createRoom([
      ['banner', 'Hello'],
      ['Banner', 'a key that may be taken for the first'],
      ['a-key-that-does-not-fit-in-its-column', 'a long value '.repeat(20)],
      ['hidden', 'a\u200bb '],
    ])
    await page.setViewportSize({ width, height: 900 })
    const readPlaces = () =>
      page.locator('#rows').evaluate((list) => {
        const { top } = list.getBoundingClientRect()
        const elements = [...list.querySelectorAll('li, textarea, a, time')]
        return elements.map((element) => {
          const { x, y, width: elementWidth, height } = element.getBoundingClientRect()
          return [x, y - top, elementWidth, height].map(Math.round).join(' ')
        })
      })
    const releaseScripts = await holdScripts(page)
    await page.goto(`/rooms/${slug}`, { waitUntil: 'domcontentloaded' })
    const places = await readPlaces()
    releaseScripts()
    await expect(page.getByRole('button', { name: 'Delete banner', exact: true })).toBeEnabled()
    expect(await readPlaces()).toEqual(places)
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
