import { expect, test } from '../../fixtures'
import { writeEntries } from '../../support/live-service'

const ENTRIES = [
  ['banner', 'one'],
  ['goal', '1'],
  ['theme', 'autumn'],
] as const

/** Windows without room beside the form. */
const NARROW = [900, 375]

for (const [locale, you, external] of [
  ['en', 'You', 'External'],
  ['zh-CN', '您', '外部'],
] as const) {
  test(`names who changed each key last and when: ${locale}`, async ({
    createRoom,
    saveChanges,
    page,
    baseURL,
  }) => {
    await page.context().addCookies([{ name: 'locale', value: locale, url: baseURL }])
    const { id, slug } = await createRoom(ENTRIES)
    await saveChanges(slug, [{ key: 'banner', from: 'one', to: 'two' }])
    await page.goto(`/rooms/${slug}`)
    const lastChange = (index: number) => page.locator(`[id="rows.${index}.history"]`)
    await expect(lastChange(0)).toContainText(`${you} · `)
    await expect(lastChange(0).locator('time')).toHaveAttribute('datetime', /Z$/)
    await page.getByText(locale === 'en' ? 'Live' : '实时同步', { exact: true }).waitFor()
    await writeEntries(id, [['goal', '2']])
    await expect(lastChange(1)).toContainText(external)
    await page.reload()
    await expect(lastChange(0)).toContainText(`${you} · `)
    await expect(lastChange(1)).toContainText(`${external} · `)
    await expect(lastChange(2).locator('time')).toHaveCount(0)
  })
}

test('names the person who saved, once the save is confirmed', async ({
  editor,
  colleague,
  createRoom,
}) => {
  const { slug } = await createRoom(ENTRIES)
  await editor.openLive(slug)
  await colleague.open(slug)
  await colleague.value('theme').fill('winter')
  await colleague.save()
  await expect(colleague.lastChange('theme')).toContainText('You · ')
  await expect(editor.lastChange('theme')).toContainText('Test admin')
})

test('opens the history of a key beside the form and costs nothing that was typed', async ({
  editor,
  createRoom,
  saveChanges,
  page,
  expectAccessible,
}) => {
  const { slug } = await createRoom(ENTRIES)
  await saveChanges(slug, [{ key: 'goal', from: '1', to: '2' }], { note: 'raise the goal' })
  await saveChanges(slug, [{ key: 'banner', from: 'one', to: 'two' }], { note: 'new banner' })
  await editor.openLive(slug)
  await editor.value('theme').fill('typed')
  const { y } = (await editor.value('goal').boundingBox()) ?? { y: 0 }
  await editor.lastChange('goal').click()
  const panel = editor.historyPanel('goal')
  await expect(panel.getByRole('heading', { name: 'History of goal' })).toBeFocused()
  await expect(panel.getByRole('article')).toHaveCount(1)
  await expect(panel.getByRole('article')).toContainText('raise the goal')
  await expect(page).toHaveURL(/\?history=goal$/)
  expect((await editor.value('goal').boundingBox())?.y).toBe(y)
  await expect(page).toHaveNoHorizontalScroll()
  await expectAccessible()

  await panel.getByRole('button', { name: 'Show all keys' }).click()
  await expect(editor.historyPanel().getByRole('article')).toHaveCount(2)
  await editor.value('theme').press('End')
  await page.keyboard.type(' more')
  await expect(editor.value('theme')).toHaveValue('typed more')

  await page.goBack()
  await expect(panel).toBeVisible()
  await page.goBack()
  await expect(panel).toBeHidden()
  await expect(editor.value('theme')).toHaveValue('typed more')
  await expect(page).toHaveURL(new RegExp(`/rooms/${slug}$`))
})

test('groups the history beside the form by day, and folds saves of one key in a row', async ({
  editor,
  createRoom,
  saveChanges,
}) => {
  const { slug } = await createRoom(ENTRIES)
  for (let at = 1; at < 4; at++)
    await saveChanges(slug, [{ key: 'goal', from: `${at}`, to: `${at + 1}` }])
  await editor.openLive(slug)
  await editor.historyLink().click()
  const panel = editor.historyPanel()
  await expect(panel.getByRole('heading', { name: /^(?:Today|Yesterday) · / })).toBeVisible()
  await expect(panel.getByRole('article')).toHaveCount(1)
  await panel.getByRole('button', { name: '2 earlier changes of goal in a row' }).click()
  await expect(panel.getByRole('article')).toHaveCount(3)
  await editor.lastChange('goal').click()
  await expect(editor.historyPanel('goal').getByRole('article')).toHaveCount(3)
})

test('stays in the room when a key of an entry is followed', async ({
  editor,
  createRoom,
  saveChanges,
  page,
}) => {
  const { slug } = await createRoom(ENTRIES)
  await saveChanges(slug, [{ key: 'goal', from: '1', to: '2' }], { note: 'raise the goal' })
  await saveChanges(slug, [{ key: 'banner', from: 'one', to: 'two' }], { note: 'new banner' })
  await editor.openLive(slug)
  await editor.value('theme').fill('typed')
  await editor.historyLink().click()
  await editor.historyPanel().getByRole('link', { name: 'goal', exact: true }).click()
  const panel = editor.historyPanel('goal')
  await expect(panel.getByRole('article')).toContainText('raise the goal')
  await expect(panel.getByRole('heading', { name: 'History of goal' })).toBeFocused()
  await expect(page).toHaveURL(new RegExp(`/rooms/${slug}\\?history=goal$`))
  await expect(editor.value('theme')).toHaveValue('typed')
})

test('returns from the history to where it was opened', async ({ editor, createRoom, page }) => {
  const { slug } = await createRoom(ENTRIES)
  await editor.openLive(slug)
  for (const link of [editor.lastChange('goal'), editor.historyLink()]) {
    await link.click()
    await expect(page.getByRole('complementary').getByRole('heading').first()).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('complementary')).toBeHidden()
    await expect(link).toBeFocused()
  }
})

test('opens the history from its button and keeps it open over a reload', async ({
  editor,
  createRoom,
  saveChanges,
  page,
}) => {
  const { slug } = await createRoom(ENTRIES)
  await saveChanges(slug, [{ key: 'goal', from: '1', to: '2' }], { note: 'raise the goal' })
  await editor.openLive(slug)
  await editor.historyLink().click()
  await expect(editor.historyPanel()).toContainText('raise the goal')
  await page.reload()
  await expect(editor.historyPanel()).toContainText('raise the goal')
  await editor.historyPanel().getByRole('link', { name: 'Full history' }).click()
  await expect(page).toHaveURL(new RegExp(`/rooms/${slug}/history$`))
})

for (const width of NARROW) {
  test(`opens the history of a key in a dialog where the form has no room: ${width} px`, async ({
    editor,
    createRoom,
    saveChanges,
    page,
    expectAccessible,
  }) => {
    const { slug } = await createRoom(ENTRIES)
    await saveChanges(slug, [{ key: 'goal', from: '1', to: '2' }], { note: 'raise the goal' })
    await page.setViewportSize({ width, height: 800 })
    await editor.openLive(slug)
    await editor.value('theme').fill('typed')
    await editor.lastChange('goal').click()
    const dialog = page.getByRole('dialog', { name: 'History of goal' })
    await expect(dialog.getByRole('article')).toContainText('raise the goal')
    await expectAccessible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(editor.value('theme')).toHaveValue('typed')
  })
}

test('shows only the changes of the key on the page of the full history', async ({
  editor,
  createRoom,
  saveChanges,
  historyPage,
  page,
}) => {
  const { slug } = await createRoom(ENTRIES)
  await saveChanges(slug, [{ key: 'goal', from: '1', to: '2' }], { note: 'raise the goal' })
  await saveChanges(slug, [{ key: 'banner', from: 'one', to: 'two' }], { note: 'new banner' })
  await editor.openLive(slug)
  await editor.lastChange('goal').click()
  await editor.historyPanel('goal').getByRole('link', { name: 'Full history' }).click()
  await expect(page).toHaveURL(/\/history\?key=goal$/)
  await expect(historyPage.entry('raise the goal')).toBeVisible()
  await expect(page.getByText('new banner')).toHaveCount(0)
  await page.getByRole('button', { name: 'Remove filter: Key: goal' }).click()
  await expect(historyPage.entry('new banner')).toBeVisible()
})
