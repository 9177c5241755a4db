import { expect, test } from '../../fixtures'
import { holdScripts } from '../../support/page-scripts'

test('keeps what was typed before the page is interactive', async ({
  openPageAs,
  personWithRole,
  createRoom,
  page,
  roomsPage,
  editor,
}) => {
  const { slug } = await createRoom([['banner', 'Hello']])
  const { account } = await personWithRole('editor')
  const signedOut = await openPageAs(null)
  for (const { on, path, field, typed, check } of [
    {
      on: signedOut,
      path: '/sign-in',
      field: '#email',
      typed: account.email,
      check: async () => {
        await expect(signedOut.getByRole('button', { name: 'Sign in' })).toBeEnabled()
        await expect(signedOut.locator('#email')).toHaveValue(account.email)
      },
    },
    {
      on: page,
      path: '/rooms',
      field: 'input[type=search]',
      typed: 'northern',
      check: async () => {
        await expect(roomsPage.roomItems()).toHaveCount(1)
        await expect(roomsPage.search()).toHaveValue('northern')
      },
    },
    {
      on: page,
      path: `/rooms/${slug}`,
      field: '[id="rows.0.value"]',
      typed: ' world',
      check: async () => {
        await expect(page.getByText('1 changed', { exact: true })).toBeVisible()
        await expect(editor.value('banner')).toHaveValue('Hello world')
      },
    },
  ]) {
    const releaseScripts = await holdScripts(on)
    await on.goto(path, { waitUntil: 'commit' })
    await on.locator(field).click()
    await on.keyboard.press('End')
    await on.keyboard.type(typed)
    releaseScripts()
    await check()
    await on.unroute('**/_next/static/**/*.js')
  }
})

test('keeps the focus where a person put it before the page is interactive', async ({
  editor,
  roomsPage,
  createRoom,
  page,
}) => {
  const { slug } = await createRoom()
  // Live, so that the room is among the recent ones.
  await editor.openLive(slug)
  const releaseScripts = await holdScripts(page)
  await page.goto('/rooms', { waitUntil: 'commit' })
  const link = page.getByRole('link', { name: 'History', exact: true })
  await link.focus()
  releaseScripts()
  // Only the browser knows them, so React has taken over the page.
  await expect(roomsPage.recentRooms()).toBeVisible()
  await expect(link).toBeFocused()
})

test('keeps caret and selection while the page becomes interactive', async ({
  createRoom,
  page,
  editor,
}) => {
  const { slug } = await createRoom([
    ['banner', 'Hello'],
    ['other', 'old'],
  ])
  const releaseScripts = await holdScripts(page)
  await page.goto(`/rooms/${slug}`, { waitUntil: 'commit' })
  const banner = page.locator('[id="rows.0.value"]')
  await banner.click()
  await page.keyboard.press('End')
  await page.keyboard.type(' world')
  for (let pressed = 0; pressed < ' world'.length; pressed++) await page.keyboard.press('ArrowLeft')
  releaseScripts()
  await expect(page.getByText('1 changed', { exact: true })).toBeVisible()
  await page.keyboard.type(',')
  await expect(editor.value('banner')).toHaveValue('Hello, world')

  const hydrated = holdScripts(page)
  await page.goto(`/rooms/${slug}`, { waitUntil: 'commit' })
  await page.locator('[id="rows.1.value"]').selectText()
  await page.locator('[id="rows.1.value"]').focus()
  ;(await hydrated)()
  await expect(page.getByRole('button', { name: 'Add key' })).toBeEnabled()
  await page.keyboard.type('new')
  await expect(editor.value('other')).toHaveValue('new')
})

test('keeps each key exactly once that is typed while the page becomes interactive', async ({
  createRoom,
  page,
}) => {
  const { slug } = await createRoom([['banner', 'Hello']])
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const typed = ' abcdefghijklmnopqrstuvwxyz'.repeat(2)
  for (let load = 0; load < 3; load++) {
    await page.goto(`/rooms/${slug}`, { waitUntil: 'commit' })
    const banner = page.locator('[id="rows.0.value"]')
    await banner.click()
    await page.keyboard.press('End')
    await page.keyboard.type(typed)
    await expect(page.getByText('1 changed', { exact: true })).toBeVisible()
    await expect(banner).toHaveValue(`Hello${typed}`)
    await page.getByRole('button', { name: 'Discard' }).click()
    await expect(banner).toHaveValue('Hello')
  }
})

test('the palette keeps the focus when the room list appears behind it', async ({ page }) => {
  await page.goto('/history')
  const rooms = page.getByRole('link', { name: 'Rooms', exact: true }).first()
  await expect(page.getByRole('button', { name: 'Search and commands' })).toBeEnabled()
  let release = () => {}
  const released = new Promise<void>((done) => {
    release = done
  })
  await page.route(/\/rooms\?_rsc/, async (route) => {
    await released
    await route.continue()
  })
  await rooms.click()
  await page.keyboard.press('ControlOrMeta+k')
  const field = page.getByRole('combobox', { name: 'Search and commands' })
  await expect(field).toBeFocused()
  release()
  await expect(page).toHaveTitle(/^(\(\d+\) )?Rooms/)
  await expect(page.locator('input[type=search]')).toBeAttached()
  await page.keyboard.type('northern')
  await expect(field).toHaveValue('northern')
})
