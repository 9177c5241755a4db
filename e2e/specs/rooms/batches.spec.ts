import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, test } from '../../fixtures'
import { type Entries, readEntries, sendWebhook, writeEntries } from '../../support/live-service'

const outcomes = (page: Page) =>
  page.getByRole('list', { name: 'Rooms and outcomes' }).getByRole('listitem')
const previewed = (page: Page) => page.getByRole('list', { name: 'Preview' }).locator(':scope > li')

const boxes = (page: Page) => page.getByRole('checkbox', { name: /^Select / })

type CreateRoom = (entries: Entries, id: string) => Promise<unknown>

/** Creates rooms that share a word in their ids, and announces them to the room directory. */
async function createRooms(createRoom: CreateRoom, word: string, count: number, entries: Entries) {
  const ids = Array.from({ length: count }, (_, n) => `${word}-${n + 1}`)
  for (const id of ids) {
    await createRoom(entries, id)
    await sendWebhook('Live.CallbackAfterCreateRoom', id)
  }
  return ids
}

/** Opens the list of rooms that share a word in their ids, once the directory knows all of them. */
async function openRoomList(page: Page, word: string, count: number) {
  await expect(async () => {
    await page.goto(`/rooms?search=${word}`)
    await expect(boxes(page)).toHaveCount(count, { timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
}

/** Selects these rooms and opens the page for the change. */
async function selectRooms(page: Page, word: string, count: number) {
  await openRoomList(page, word, count)
  await boxes(page).first().check()
  await page.getByRole('button', { name: `Select all ${count}` }).click()
  await page.getByRole('link', { name: `Change ${count} rooms…` }).click()
  await expect(page.getByRole('heading', { name: 'Change several rooms' })).toBeVisible()
}

async function setTheme(page: Page, value: string) {
  await page.getByLabel('Key', { exact: true }).fill('theme')
  await page.getByLabel('Value', { exact: true }).fill(value)
}

test('changes selected rooms, shows the outcome of each one, and rolls back', {
  tag: '@postgres',
}, async ({ page, createRoom, expectAccessible }) => {
  const word = `b${randomUUID().slice(0, 8)}`
  const ids = await createRooms(createRoom, word, 3, [['theme', 'light']])
  const [first = '', second = '', third = ''] = ids
  await writeEntries(third, [['theme', 'dark']])

  await selectRooms(page, word, 3)
  await setTheme(page, 'dark')
  await page.getByRole('button', { name: 'Preview 3 rooms' }).click()
  await expect(page.getByText('2 rooms change · 1 room has the values already')).toBeVisible()
  await expect(previewed(page)).toHaveCount(3)
  await previewed(page).first().locator('summary').click()
  await expectAccessible()

  // An app is faster in one room: the save leaves it as it is.
  await writeEntries(second, [['theme', 'red']])
  await page.getByLabel('Note (optional)').fill('tonight')
  await page.getByRole('button', { name: 'Save 2 rooms' }).click()
  await expect(page).toHaveURL(/\/batches\/[0-9a-f-]{36}$/)
  await expect(page.getByText('Done, not in all rooms')).toBeVisible()
  await expect(outcomes(page).filter({ hasText: first })).toContainText('Saved and confirmed')
  await expect(outcomes(page).filter({ hasText: second })).toContainText(
    'Someone changed one of these keys after the preview',
  )
  await expectAccessible()
  expect(await readEntries(first)).toEqual({ theme: 'dark' })
  expect(await readEntries(second)).toEqual({ theme: 'red' })

  await page.getByRole('button', { name: 'Roll back…' }).click()
  await expect(page.getByRole('button', { name: 'Roll back', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('This rolls back another batch.')).toBeVisible()
  await expect(page.getByText('Done', { exact: true })).toBeVisible()
  expect(await readEntries(first)).toEqual({ theme: 'light' })

  await page.goto(`/rooms/${first}/history`)
  await expect(page.getByRole('link', { name: 'Batch', exact: true })).toHaveCount(2)
  await page.getByRole('link', { name: 'Batch', exact: true }).last().click()
  await expect(page.getByText('Done, not in all rooms')).toBeVisible()
})

test('goes on while its page is closed, and is found again in the list', async ({
  page,
  createRoom,
}) => {
  const word = `c${randomUUID().slice(0, 8)}`
  const ids = await createRooms(createRoom, word, 6, [])
  await selectRooms(page, word, ids.length)
  await setTheme(page, 'dark')
  await page.getByRole('button', { name: 'Preview 6 rooms' }).click()
  await page.getByRole('button', { name: 'Save 6 rooms' }).click()
  await expect(page).toHaveURL(/\/batches\/[0-9a-f-]{36}$/)
  const { pathname } = new URL(page.url())
  await page.goto('about:blank')
  await expect
    .poll(async () => Promise.all(ids.map((id) => readEntries(id))))
    .toEqual(ids.map(() => ({ theme: 'dark' })))
  await page.goto('/batches')
  await page
    .getByRole('list', { name: 'Batches, newest first' })
    .locator(`a[href="${pathname}"]`)
    .click()
  await expect(page.getByText('6 of 6 rooms done')).toBeVisible()
})

test('viewers cannot select rooms, and see no batches', async ({
  openPageAs,
  createRoom,
  expectedErrors,
}) => {
  expectedErrors.push(/403/)
  const { id, name } = await createRoom()
  await sendWebhook('Live.CallbackAfterCreateRoom', id)
  const page = await openPageAs('viewer')
  await expect(async () => {
    await page.goto(`/rooms?search=${id}`)
    await expect(page.getByRole('link', { name, exact: true })).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await page.goto('/batches/new')
  await expect(page.getByRole('heading', { name: 'Change several rooms' })).toHaveCount(0)
})

test('the pages of a batch are accessible', async ({ page, createRoom, expectAccessible }) => {
  const word = `d${randomUUID().slice(0, 8)}`
  await createRooms(createRoom, word, 2, [['theme', 'light']])
  await openRoomList(page, word, 2)
  await boxes(page).first().check()
  await expectAccessible()
  await selectRooms(page, word, 2)
  await setTheme(page, 'dark')
  await page.getByRole('button', { name: 'Preview 2 rooms' }).click()
  await expect(page.getByRole('button', { name: 'Save 2 rooms' })).toBeVisible()
  await expectAccessible()
  await page.getByRole('button', { name: 'Save 2 rooms' }).click()
  await expect(page.getByText('2 of 2 rooms done')).toBeVisible()
  await expectAccessible()
  await page.goto('/batches')
  await expectAccessible()
})
