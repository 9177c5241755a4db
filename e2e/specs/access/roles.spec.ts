import { expect, test } from '../../fixtures'
import { EditorPage } from '../../pages/editor-page'
import { administrationMenu, navigationOf, openAdministrationPage } from '../../pages/navigation'
import { readEntries } from '../../support/live-service'
import { changePerson } from '../../support/people'

test('shows a viewer the room as text, says why, and offers no editing', async ({
  openPageAs,
  createRoom,
  expectAccessible,
}) => {
  const { slug } = await createRoom([
    ['banner', 'Hello'],
    ['json', '{"a": 1}'],
    ['nothing', ''],
  ])
  const page = await openPageAs('viewer')
  const editor = new EditorPage(page)
  await editor.open(slug)
  await expect(page.getByText('View only')).toBeVisible()
  await expect(editor.rows()).toHaveCount(3)
  await expect(editor.row('banner')).toContainText('Hello')
  await expect(editor.row('json')).toContainText('Valid JSON')
  await expect(editor.row('nothing')).toContainText('empty')
  await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0)
  for (const name of [/^Review changes/, 'Add key', 'Import…', /^Delete /, 'Format'])
    await expect(page.getByRole('button', { name })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Copy the value of banner' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+s')
  await expect(editor.reviewDialog()).toBeHidden()
  await expectAccessible(page)
  await page.setViewportSize({ width: 375, height: 800 })
  await expect(page).toHaveNoHorizontalScroll()
})

test('shows a viewer the saves of other people', async ({ openPageAs, editor, createRoom }) => {
  const { slug } = await createRoom([['banner', 'Hello']])
  const page = await openPageAs('viewer')
  const viewerEditor = new EditorPage(page)
  await viewerEditor.openLive(slug)
  await editor.open(slug)
  await editor.value('banner').fill('Bye')
  await editor.save()
  await expect(viewerEditor.row('banner')).toContainText('Bye')
  await expect(viewerEditor.row('banner')).toContainText('updated')
})

test('links only to the pages of the person’s role', async ({ openPageAs }) => {
  const links = {
    viewer: ['On air', 'Rooms', 'History', 'Presets'],
    editor: ['On air', 'Rooms', 'History', 'Presets', 'Batches'],
    admin: ['On air', 'Rooms', 'History', 'Presets', 'Batches'],
  } as const
  for (const role of ['viewer', 'editor', 'admin'] as const) {
    const page = await openPageAs(role)
    await page.goto('/rooms')
    const bar = navigationOf(page)
    await expect(bar.getByRole('link')).toHaveText([...links[role]])
    await expect(bar.getByRole('link', { name: 'Rooms' })).toHaveAttribute('aria-current', 'page')
    await expect(administrationMenu(page)).toHaveCount(role === 'admin' ? 1 : 0)
  }
})

test('groups the pages of administration in a menu that the keyboard opens and closes', async ({
  openPageAs,
  expectAccessible,
}) => {
  const page = await openPageAs('admin')
  await page.goto('/rooms')
  const menu = administrationMenu(page)
  const links = navigationOf(page).getByRole('group').getByRole('link')
  await expect(links).toHaveCount(0)
  await navigationOf(page).getByRole('link', { name: 'Batches' }).focus()
  await page.keyboard.press('Tab')
  await expect(menu).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(links).toHaveText(['People', 'Catalogue', 'Audit log', 'Connection'])
  await expectAccessible(page)
  await page.keyboard.press('Tab')
  await expect(links.first()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(links).toHaveCount(0)
  await expect(menu).toBeFocused()
  await openAdministrationPage(page, 'Connection')
  await expect(page.getByRole('heading', { name: 'Connection', level: 1 })).toBeVisible()
  await expect(links).toHaveCount(0)
  await menu.click()
  await expect(links.last()).toHaveAttribute('aria-current', 'page')
  await page.setViewportSize({ width: 320, height: 700 })
  await expect(links.last()).toBeVisible()
  await expect(page).toHaveNoHorizontalScroll()
})

for (const locale of ['en', 'zh-CN']) {
  test(`fits the header of an administrator on one line at 1280 px: ${locale}`, async ({
    openPageAs,
    baseURL,
  }) => {
    const page = await openPageAs('admin')
    await page.context().addCookies([{ name: 'locale', value: locale, url: baseURL }])
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.goto('/rooms')
    await expect(page.getByRole('banner').getByRole('link').first()).toBeVisible()
    const { height } = (await page.getByRole('banner').boundingBox()) ?? {}
    expect(height).toBeLessThanOrEqual(49)
  })
}

test('shows an access error with status 403 on a page of another role', async ({
  openPageAs,
  expectAccessible,
  expectedErrors,
}) => {
  expectedErrors.push(/403/)
  for (const role of ['viewer', 'editor'] as const) {
    const page = await openPageAs(role)
    const response = await page.goto('/people')
    expect(response?.status()).toBe(403)
    await expect(
      page.getByRole('heading', { name: 'You don’t have access to this page', level: 1 }),
    ).toBeVisible()
    await expect(page).toHaveTitle(
      /^(\(\d+\) )?You don’t have access to this page · Live Room Console$/,
    )
    await expectAccessible(page)
  }
})

test('writes nothing after the role is removed, and lets the person copy the text', async ({
  createPerson,
  createRoom,
  expectedErrors,
}) => {
  expectedErrors.push(/403/)
  const { id, slug } = await createRoom([['banner', 'Hello']])
  const { account, page } = await createPerson('editor')
  const editor = new EditorPage(page)
  await editor.open(slug)
  await editor.value('banner').fill('worth keeping')
  await changePerson(account.email, { role: 'viewer' })
  await editor.save()
  await expect(page.getByText('You can no longer edit')).toBeVisible()
  await expect(editor.value('banner')).toHaveValue('worth keeping')
  await expect(editor.value('banner')).not.toBeEditable()
  await expect(editor.reviewButton()).toBeHidden()
  await expect(page.getByRole('button', { name: 'Copy all (JSON)' })).toBeVisible()
  expect(await readEntries(id)).toEqual({ banner: 'Hello' })
  await changePerson(account.email, { role: 'editor' })
  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(editor.reviewButton()).toBeVisible()
  await editor.save()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'worth keeping' })
})
