import { expect, test } from '../fixtures'

test('an operator pages through all rooms to the end', async ({ finder }) => {
  await finder.open()
  await expect(finder.rooms()).toHaveCount(20)
  while (await finder.more().isVisible()) {
    const before = await finder.rooms().count()
    await finder.more().click()
    await expect.poll(() => finder.rooms().count()).toBeGreaterThan(before)
  }
  await expect(finder.page.getByText(/^All \d+ rooms listed$/)).toBeVisible()
  expect(await finder.rooms().count()).toBeGreaterThanOrEqual(73)
})

test('an operator finds a room by a part of its name', async ({ finder, editor }) => {
  await finder.open()
  await finder.search().fill('时装周')
  await finder.room('秋季时装周 · 第一场').click()
  await expect(editor.page.getByRole('heading', { level: 1 })).toContainText('秋季时装周')
})

test('an operator opens a private room by its id, and finds it again among the last ones', async ({
  finder,
  editor,
}) => {
  await finder.open()
  await finder.search().fill('private-rehearsal')
  await finder.openById('private-rehearsal').click()
  await expect(editor.page.getByRole('heading', { level: 1 })).toContainText(
    'Rehearsal, not announced',
  )
  await finder.back()
  await expect(finder.recent('Rehearsal, not announced')).toBeVisible()
})

test('a search that finds nothing says what was looked through', async ({ finder }) => {
  await finder.open('no such room anywhere')
  await expect(finder.page.getByText(/rooms were looked through/)).toBeVisible()
})

test('a text that can be no room id is told so', async ({ finder }) => {
  await finder.open('房间')
  await expect(finder.page.getByText(/can be no room id/)).toBeVisible()
})

test('a list that cannot be loaded says so and is tried again', async ({
  finder,
  page,
  expectedNoise,
}) => {
  expectedNoise.push(/ERR_FAILED|Failed to load/)
  await finder.open()
  await page.route('**/api/rooms?*', (route) => route.abort())
  await finder.more().click()
  await expect(page.getByText(/server cannot be reached/)).toBeVisible()
  await expect(finder.rooms()).toHaveCount(20)
  await page.unroute('**/api/rooms?*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(finder.rooms()).toHaveCount(40)
})

test('what would be pressed in vain, as the page does not listen yet, cannot be pressed', async ({
  finder,
  page,
}) => {
  let letGo = () => {}
  const held = new Promise<void>((done) => {
    letGo = done
  })
  await page.route('**/_next/static/**/*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/rooms', { waitUntil: 'commit' })
  await expect(finder.more()).toBeDisabled()
  letGo()
  await finder.more().click()
  await expect(finder.rooms()).toHaveCount(40)
})

test('more rooms come also while the list is being read again', async ({ finder, page }) => {
  await finder.open()
  let held = false
  await page.route(/\/api\/rooms(\?|$)/, (route) => {
    if (held) return route.continue()
    held = true
  })
  await finder.refresh().click()
  await expect.poll(() => held).toBe(true)
  await finder.more().click()
  await expect(finder.rooms()).toHaveCount(40)
})

test('a room that never was, and an address that is none, are told apart', async ({
  finder,
  page,
  expectedNoise,
}) => {
  expectedNoise.push(/404/)
  await finder.open()
  await page.goto('/rooms/never-was')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText(/ended/).first()).toBeVisible()
  await page.goto('/rooms/a.b')
  await expect(page.getByRole('heading', { name: 'Not found' })).toBeVisible()
})

test('an operator reads the console in Chinese', async ({ finder, page }) => {
  await finder.open()
  await page.getByRole('combobox', { name: 'Language' }).selectOption('zh-CN')
  await expect(page.getByRole('heading', { name: '房间', level: 1 })).toBeVisible()
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
})

test('an operator jumps to a room from anywhere by the palette', async ({ finder, page }) => {
  await finder.open()
  await expect(finder.rooms()).toHaveCount(20)
  await page.keyboard.press('ControlOrMeta+k')
  await page
    .getByRole('combobox', { name: /Room, page or command|Search and commands/ })
    .fill('northern')
  await page.getByRole('option', { name: /Northern Cup/ }).click()
  await expect(
    page.getByRole('heading', { name: 'Northern Cup: the finals', level: 1 }),
  ).toBeVisible()
})
