import { expect, test } from '../../fixtures'
import { holdScripts } from '../../support/page-scripts'

test('loads more rooms until all are listed', async ({ roomsPage }) => {
  await roomsPage.open()
  await expect(roomsPage.roomItems()).toHaveCount(20)
  while (await roomsPage.loadMoreButton().isVisible()) {
    const before = await roomsPage.roomItems().count()
    await roomsPage.loadMoreButton().click()
    await expect.poll(() => roomsPage.roomItems().count()).toBeGreaterThan(before)
  }
  await expect(roomsPage.page.getByText(/^All \d+ rooms are listed$/)).toBeVisible()
  expect(await roomsPage.roomItems().count()).toBeGreaterThanOrEqual(73)
})

test('finds a room by a part of its name', async ({ roomsPage, editor }) => {
  await roomsPage.open()
  await roomsPage.search().fill('时装周')
  await roomsPage.roomLink('秋季时装周 · 第一场').click()
  await expect(editor.page.getByRole('heading', { level: 1 })).toContainText('秋季时装周')
})

test('opens a private room by its id and lists it under recent rooms', async ({
  roomsPage,
  editor,
  createRoom,
}) => {
  // Once someone has opened a private room, the list has it.
  const { id, name } = await createRoom([], undefined, false)
  await roomsPage.open()
  await roomsPage.search().fill(id)
  await roomsPage.openByIdLink(id).click()
  await expect(editor.page.getByRole('heading', { level: 1 })).toContainText(name)
  await roomsPage.openFromNavigation()
  await expect(roomsPage.recentRoomLink(name)).toBeVisible()
})

test('says how many rooms were searched when nothing is found', async ({ roomsPage }) => {
  await roomsPage.open('no such room anywhere')
  await expect(roomsPage.page.getByText(/Searched .* public rooms/)).toBeVisible()
})

test('says that a text cannot be a room id', async ({ roomsPage }) => {
  await roomsPage.open('房间')
  await expect(roomsPage.page.getByText(/isn’t a room ID either/)).toBeVisible()
})

test('reports that the list cannot be loaded and tries again on request', async ({
  roomsPage,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_FAILED|Failed to load/)
  await roomsPage.open()
  await page.route('**/api/rooms?*', (route) => route.abort())
  await roomsPage.loadMoreButton().click()
  await expect(page.getByText(/server can’t be reached/)).toBeVisible()
  await expect(roomsPage.roomItems()).toHaveCount(20)
  await page.unroute('**/api/rooms?*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(roomsPage.roomItems()).toHaveCount(40)
})

test('disables buttons until the page has loaded its scripts', async ({ roomsPage, page }) => {
  const releaseScripts = await holdScripts(page)
  await page.goto('/rooms', { waitUntil: 'commit' })
  await expect(roomsPage.loadMoreButton()).toBeDisabled()
  releaseScripts()
  await roomsPage.loadMoreButton().click()
  await expect(roomsPage.roomItems()).toHaveCount(40)
})

test('loads more rooms during a refresh', async ({ roomsPage, page }) => {
  await roomsPage.open()
  let isRefreshHeld = false
  await page.route(/\/api\/rooms(\?|$)/, (route) => {
    // The refresh request never gets a response.
    if (isRefreshHeld) return route.continue()
    isRefreshHeld = true
  })
  await roomsPage.refreshButton().click()
  await expect.poll(() => isRefreshHeld).toBe(true)
  await roomsPage.loadMoreButton().click()
  await expect(roomsPage.roomItems()).toHaveCount(40)
})

test('distinguishes an unknown room from an invalid address', async ({
  roomsPage,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/404/)
  await roomsPage.open()
  await page.goto('/rooms/never-was')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText(/ended/).first()).toBeVisible()
  await page.goto('/rooms/a.b')
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
})

test('switches the console to Chinese', async ({ roomsPage, page }) => {
  await roomsPage.open()
  await page.getByRole('combobox', { name: 'Language' }).selectOption('zh-CN')
  await expect(page.getByRole('heading', { name: '直播间列表', level: 1 })).toBeVisible()
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
})

test('opens a room from the command palette', async ({ roomsPage, page }) => {
  await roomsPage.open()
  await expect(roomsPage.roomItems()).toHaveCount(20)
  await page.keyboard.press('ControlOrMeta+k')
  await page
    .getByRole('combobox', { name: /Room, page or command|Search and commands/ })
    .fill('northern')
  await page.getByRole('option', { name: /Northern Cup/ }).click()
  await expect(
    page.getByRole('heading', { name: 'Northern Cup: the finals', level: 1 }),
  ).toBeVisible()
})
