import type { Page } from '@playwright/test'
import { expect, test } from '../../fixtures'
import { holdScripts } from '../../support/page-scripts'

const failure = (page: Page) => page.getByRole('alert').filter({ hasText: 'Something went wrong' })

test('an error thrown by a press becomes a message, and the page goes on', async ({
  editor,
  createRoom,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/fails on purpose/)
  const { slug } = await createRoom([['banner', 'Hello']])
  await editor.openLive(slug)
  await editor.value('banner').fill('Bye')
  await page.evaluate(() => {
    window.structuredClone = () => {
      throw new Error('discarding fails on purpose')
    }
  })
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(failure(page)).toContainText('fails on purpose')
  await failure(page).getByRole('button', { name: 'Close' }).click()
  await expect(failure(page)).toBeHidden()
  await expect(editor.value('banner')).toHaveValue('Bye')
})

test('a promise that a press started and that fails becomes a message', async ({
  editor,
  createRoom,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/fails on purpose/)
  const { slug } = await createRoom([['banner', 'Hello']])
  await editor.openLive(slug)
  await page.evaluate(() => {
    Object.defineProperty(document, 'execCommand', {
      value: () => {
        throw new Error('copying fails on purpose')
      },
    })
    Object.defineProperty(navigator, 'clipboard', { value: undefined })
  })
  await editor.row('banner').getByRole('button', { name: 'Copy' }).click()
  await expect(failure(page)).toContainText('copying fails on purpose')
})

test('the page survives nodes that an extension removes and inserts', async ({
  editor,
  createRoom,
  page,
}) => {
  const { slug } = await createRoom([
    ['banner', 'Hello'],
    ['other', 'x'],
  ])
  await editor.openLive(slug)
  await editor.value('banner').fill('Bye')
  await page.evaluate(() => {
    for (const note of document.querySelectorAll('main p, main label, main h1')) note.remove()
    for (const field of document.querySelectorAll('textarea'))
      field.before(document.createElement('grammar-checker'))
  })
  await editor.addEntry('third', 'new')
  await editor.deleteEntry('other')
  await page.keyboard.press('ControlOrMeta+s')
  await editor.saveButton().click()
  await expect(editor.reviewDialog()).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeHidden()
  await expect(page.locator('[id="rows.0.value"]')).toHaveValue('Bye')
})

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
  await expect(page).toHaveTitle(/^Rooms/)
  await expect(page.locator('input[type=search]')).toBeAttached()
  await page.keyboard.type('northern')
  await expect(field).toHaveValue('northern')
})
