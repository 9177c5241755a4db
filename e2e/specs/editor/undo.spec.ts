import { expect, test } from '../../fixtures'
import { EditorPage } from '../../pages/editor-page'
import { HistoryPage } from '../../pages/history-page'
import { readEntries, writeEntries } from '../../support/live-service'
import { holdRequests } from '../../support/page-scripts'
import { recordPresses } from '../../support/recorders'

const words = {
  en: { saved: /^Saved and confirmed at/, undone: /^Undone and confirmed at/ },
  'zh-CN': { saved: /^已保存并核对/, undone: /^已撤销并核对/ },
}

for (const locale of ['en', 'zh-CN'] as const) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale })

    test('takes exactly two presses from Saved to undone and confirmed', {
      tag: '@postgres',
    }, async ({ editor, createRoom, page }) => {
      const { saved, undone } = words[locale]
      const { id, slug } = await createRoom([['banner', 'Hello']])
      const presses = await recordPresses(page)
      await editor.open(slug)
      const field = page.locator('textarea[name="rows.0.value"]')
      await field.fill('Bye')
      await page.keyboard.press('Control+s')
      await expect(page.getByRole('dialog')).toBeVisible()
      await page.keyboard.press('Control+s')
      await expect(page.getByText(saved)).toBeVisible()
      const { clicks, chords } = await presses()
      await editor.undoSaveButton().click()
      await editor.confirmUndoButton().click()
      await expect(page.getByText(undone)).toBeVisible()
      expect(await presses()).toEqual({ clicks: clicks + 2, chords })
      await expect.poll(() => readEntries(id)).toEqual({ banner: 'Hello' })
      await expect(field).toHaveValue('Hello')
    })
  })
}

test('withdraws the offer at once when someone else writes the key, not another key', async ({
  editor,
  colleague,
  createRoom,
}) => {
  const { slug } = await createRoom([
    ['banner', 'Hello'],
    ['goal', '1'],
  ])
  await editor.openLive(slug)
  await colleague.openLive(slug)
  await editor.value('banner').fill('Bye')
  await editor.save()
  await expect(editor.undoSaveButton()).toBeVisible()
  await colleague.value('goal').fill('2')
  await colleague.save()
  await expect(editor.value('goal')).toHaveValue('2')
  await expect(editor.undoSaveButton()).toBeVisible()
  await colleague.value('banner').fill('theirs')
  await colleague.save()
  await expect(editor.undoSaveButton()).toBeHidden()
  await expect(colleague.undoSaveButton()).toBeVisible()
})

test('leaves a draft as it was typed, also across a reload', async ({
  editor,
  createRoom,
  page,
}) => {
  const { id, slug } = await createRoom([
    ['banner', 'Hello'],
    ['goal', '1'],
  ])
  await editor.open(slug)
  await editor.value('banner').fill('Bye')
  await editor.save()
  await editor.value('goal').fill('typed')
  await editor.addEntry('new', 'also typed')
  await editor.undoSaveButton().click()
  await expect(editor.undoDialog()).toContainText('Your draft isn’t part of this')
  await expect(editor.undoDialog().getByRole('listitem')).toHaveCount(1)
  await editor.confirmUndoButton().click()
  await expect(page.getByText(/^Undone and confirmed/)).toBeVisible()
  await expect(page.getByText('1 changed · 1 new', { exact: true })).toBeVisible()
  await expect(editor.value('banner')).toHaveValue('Hello')
  await expect(editor.value('goal')).toHaveValue('typed')
  await expect(editor.value('new')).toHaveValue('also typed')
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'Hello', goal: '1' })
  await page.reload()
  await editor.restoreDraft()
  await expect(editor.value('goal')).toHaveValue('typed')
  await expect(editor.value('new')).toHaveValue('also typed')
})

test('undoes a rename, an addition and a deletion, and redoes them', async ({
  editor,
  createRoom,
  page,
}) => {
  const before = { headline: 'Final', old: 'x' }
  const after = { title: 'Final', promo: 'tonight' }
  const { id, slug } = await createRoom(Object.entries(before))
  await editor.open(slug)
  await editor.keyField(editor.row('headline')).fill('title')
  await editor.addEntry('promo', 'tonight')
  await editor.deleteEntry('old')
  await editor.save()
  await expect.poll(() => readEntries(id)).toEqual(after)
  await editor.undoSaveButton().click()
  await expect(editor.undoDialog().getByRole('listitem')).toContainText([
    'Renametitle to headline',
    'Addold',
    'Deletepromo',
  ])
  await editor.confirmUndoButton().click()
  await expect(page.getByText(/^Undone and confirmed/)).toBeVisible()
  await expect.poll(() => readEntries(id)).toEqual(before)
  await page.getByRole('button', { name: 'Redo what was undone' }).click()
  await editor.confirmUndoButton().click()
  await expect.poll(() => readEntries(id)).toEqual(after)
})

test('undoes the last save from the command palette', async ({ editor, createRoom, page }) => {
  const { id, slug } = await createRoom([['banner', 'Hello']])
  await editor.open(slug)
  const palette = page.getByRole('dialog', { name: 'Search and commands' })
  const undoOption = palette.getByRole('option', { name: 'Undo last save' })
  await page.keyboard.press('Control+k')
  await palette.getByRole('combobox').fill('undo')
  await expect(palette.getByRole('option', { name: 'Open room ID' })).toBeVisible()
  await expect(undoOption).toBeHidden()
  await page.keyboard.press('Escape')
  await editor.value('banner').fill('Bye')
  await editor.save()
  await expect(page.getByText(/^Saved and confirmed/)).toBeVisible()
  await page.keyboard.press('Control+k')
  await palette.getByRole('combobox').fill('undo')
  await undoOption.click()
  await expect(editor.confirmUndoButton()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'Hello' })
})

test('undoes what a colleague saved, from the history, and names whose it was', async ({
  editor,
  colleague,
  historyPage,
  createRoom,
  page,
}) => {
  const { id, slug } = await createRoom([['banner', 'Hello']])
  await colleague.open(slug)
  await colleague.value('banner').fill('Oops')
  await colleague.save()
  await expect(colleague.undoSaveButton()).toBeVisible()
  await historyPage.open(slug)
  await historyPage.openLink(historyPage.entries(), 'Undo this change')
  await expect(editor.undoDialog()).toContainText('Takes back what Test admin saved')
  await editor.confirmUndoButton().click()
  await expect(page.getByText(/^Undone and confirmed/)).toBeVisible()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'Hello' })
  await expect(colleague.undoSaveButton()).toBeHidden()
})

for (const width of [1280, 900]) {
  test(`undoes a change from the history beside the form, which closes: ${width} px`, async ({
    editor,
    historyPage,
    createRoom,
    saveChanges,
    page,
  }) => {
    const { id, slug } = await createRoom([['banner', 'Hello']])
    await saveChanges(slug, [{ key: 'banner', from: 'Hello', to: 'Oops' }])
    await page.setViewportSize({ width, height: 800 })
    await editor.openLive(slug)
    await editor.historyLink().click()
    const panel = editor.historyPanel().or(page.getByRole('dialog', { name: /^History/ }))
    await historyPage.openLink(panel.getByRole('article'), 'Undo this change')
    await expect(panel).toBeHidden()
    await expect(editor.confirmUndoButton()).toBeFocused()
    await expect(page).toHaveURL(new RegExp(`/rooms/${slug}$`))
    await page.keyboard.press('Enter')
    await expect(page.getByText(/^Undone and confirmed/)).toBeVisible()
    await expect(panel).toBeHidden()
    expect(await readEntries(id)).toEqual({ banner: 'Hello' })
  })
}

test('stops an undo that an app overtakes, and shows both versions', async ({
  editor,
  createRoom,
  expectedErrors,
  page,
}) => {
  expectedErrors.push(/409/)
  const { id, slug } = await createRoom([['banner', 'Hello']])
  await editor.open(slug)
  await editor.value('banner').fill('Bye')
  await editor.save()
  await editor.undoSaveButton().click()
  await expect(editor.undoDialog()).toContainText('Checked against the live room just now')
  const release = await holdRequests(page, `**/api/rooms/${slug}/metadata`, 'PATCH')
  await editor.confirmUndoButton().click()
  await writeEntries(id, [['banner', 'by an app']])
  release()
  await expect(editor.outcome()).toContainText('Not undone: the room has changed since')
  await editor.outcome().getByRole('button', { name: 'Compare' }).click()
  await expect(editor.conflictDialog()).toContainText('by an app')
  expect(await readEntries(id)).toEqual({ banner: 'by an app' })
})

test('offers no undo to a viewer', async ({ openPageAs, createRoom, saveChanges }) => {
  const { slug } = await createRoom([['banner', 'Hello']])
  await saveChanges(slug, [{ key: 'banner', from: 'Hello', to: 'Bye' }])
  const page = await openPageAs('viewer')
  const viewer = new EditorPage(page)
  await viewer.open(slug)
  await expect(page.getByText('Bye')).toBeVisible()
  await expect(viewer.undoSaveButton()).toHaveCount(0)
  const viewerHistory = new HistoryPage(page)
  await viewerHistory.open(slug)
  await expect(viewerHistory.entries().getByRole('link', { name: /Undo/ })).toHaveCount(0)
})

test('the offer and the review of an undo are accessible', async ({
  editor,
  createRoom,
  expectAccessible,
}) => {
  const { slug } = await createRoom([['banner', 'Hello']])
  await editor.open(slug)
  await editor.value('banner').fill('Bye')
  await editor.save()
  await expect(editor.undoSaveButton()).toBeVisible()
  await expectAccessible()
  await editor.undoSaveButton().click()
  await expect(editor.confirmUndoButton()).toBeFocused()
  await expectAccessible()
})
