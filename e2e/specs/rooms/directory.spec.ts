import { randomUUID } from 'node:crypto'
import { expect, test } from '../../fixtures'
import { createRoom, destroyRoom, sendWebhook, writeEntries } from '../../support/live-service'

test('finds a value that an app wrote into a room that is open on no screen', async ({
  roomsPage,
  historyPage,
  createRoom: addRoom,
}) => {
  const room = await addRoom([['banner', 'Good morning']])
  await sendWebhook('Live.CallbackAfterCreateRoom', room.id)
  const value = `evening-${room.id.slice(-8)}`
  await expect(async () => {
    await roomsPage.open(room.id)
    await expect(roomsPage.roomItems()).toContainText(['Good morning'], { timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
  await writeEntries(room.id, [['banner', value]])
  await expect(async () => {
    await roomsPage.open(value)
    await expect(roomsPage.roomItems()).toContainText([value], { timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
  await expect(roomsPage.roomItems().first()).toContainText('External')
  await historyPage.open(room.slug)
  await expect(historyPage.entry('Outside this console')).toHaveCount(1)
})

test('keeps order and filters in the address', async ({ roomsPage, page }) => {
  await roomsPage.open()
  await page.getByRole('button', { name: 'Show rooms of category 12' }).first().click()
  await page.getByRole('combobox', { name: 'Sort by' }).selectOption('Name')
  await expect(page).toHaveURL(/sort=name/)
  await expect(page).toHaveURL(/category=12/)
  await expect(page.getByText(/^Showing \d+ of \d+ rooms/)).toBeVisible()
  const names = () => roomsPage.roomItems().locator('a').allTextContents()
  const filtered = ['冬季外套试穿', '汉服之夜', '珠宝专场 · 珍珠', '秋季时装周 · 第一场']
  await expect.poll(names).toEqual(filtered)
  await page.reload()
  await expect.poll(names).toEqual(filtered)
  await page.getByRole('button', { name: /Category 12/ }).click()
  await expect(page).not.toHaveURL(/category/)
  await expect(roomsPage.roomItems()).toHaveCount(20)
})

test('finds a private room by its name once someone has opened it', async ({
  roomsPage,
  editor,
  page,
}) => {
  const id = `private-${randomUUID()}`
  const name = `Hidden ${id.slice(-6)}`
  await createRoom(id, name, [], false)
  await roomsPage.open(name)
  await expect(page.getByText(/No room matches/)).toBeVisible()
  await editor.open(id)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
  await expect(async () => {
    await roomsPage.open(name)
    await expect(roomsPage.roomItems()).toContainText(['private'], { timeout: 2_000 })
  }).toPass({ timeout: 15_000 })
  await destroyRoom(id)
})
