import { expect, test } from '../../fixtures'
import { HistoryPage } from '../../pages/history-page'
import { readEntries, writeEntries } from '../../support/live-service'

const keyChange = (key: string, from: string | null, to: string | null) => ({ key, from, to })

test('undoes a change in two presses, and records what was undone', {
  tag: '@postgres',
}, async ({ editor, historyPage, createRoom, saveChanges, page }) => {
  const { id, slug } = await createRoom([
    ['banner', 'Hello'],
    ['old', 'x'],
  ])
  await saveChanges(slug, [keyChange('banner', 'Hello', 'Bye'), keyChange('old', 'x', null)], {
    note: 'mistake',
  })
  await historyPage.open(slug)
  await historyPage.openLink(historyPage.entry('mistake'), 'Undo this change')
  await expect(editor.undoDialog()).toContainText('Takes back what you saved')
  await expect(editor.undoDialog().getByRole('listitem')).toContainText([/banner/, /old/])
  await expect(page).toHaveURL(new RegExp(`/rooms/${slug}$`))
  expect(await readEntries(id)).toEqual({ banner: 'Bye' })
  await editor.confirmUndoButton().click()
  await expect(page.getByText(/^Undone and confirmed at/)).toBeVisible()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'Hello', old: 'x' })
  await expect(editor.value('banner')).toHaveValue('Hello')
  await expect(editor.value('old')).toHaveValue('x')
  await historyPage.open(slug, '?source=restore')
  await expect(historyPage.entries()).toHaveCount(1)
  await historyPage.entries().getByRole('link', { name: 'Restore', exact: true }).click()
  await expect(page.getByText('mistake')).toBeVisible()
})

test('restores the room as of a change despite later writes of apps', async ({
  editor,
  historyPage,
  createRoom,
  saveChanges,
}) => {
  const { id, slug } = await createRoom([['goal', '1']])
  await saveChanges(slug, [keyChange('banner', null, 'Hello')], { note: 'good state' })
  await writeEntries(id, [
    ['goal', '99'],
    ['noise', 'n'],
  ])
  await historyPage.open(slug)
  await historyPage.openLink(historyPage.entry('good state'), 'Restore this version')
  await expect(editor.value('goal')).toHaveValue('1')
  await editor.save()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'Hello', goal: '1' })
})

test('asks about a key that has changed again since', async ({
  editor,
  historyPage,
  createRoom,
  saveChanges,
  page,
}) => {
  const { id, slug } = await createRoom([
    ['banner', 'first'],
    ['goal', '1'],
  ])
  await saveChanges(slug, [keyChange('banner', 'first', 'second'), keyChange('goal', '1', '2')], {
    note: 'both',
  })
  await writeEntries(id, [['banner', 'third']])
  await historyPage.open(slug)
  await historyPage.openLink(historyPage.entry('both'), 'Undo this change')
  await expect(page.getByText('1 key has changed again since.')).toBeVisible()
  await expect(editor.row('banner')).toContainText('conflict')
  await editor.row('banner').getByRole('button', { name: 'Compare' }).click()
  const conflict = page.getByRole('dialog', { name: /conflict/ })
  await expect(conflict).toContainText('third')
  await conflict.getByRole('button', { name: 'Use mine', exact: true }).click()
  await conflict.getByRole('button', { name: 'Review changes' }).click()
  await editor.saveButton().click()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'first', goal: '1' })
})

test('explains why a restore is impossible and creates no draft', async ({
  editor,
  createRoom,
  saveChanges,
  page,
}) => {
  const { slug } = await createRoom([['a', '1']])
  const otherRoom = await createRoom()
  const undoneId = await saveChanges(slug, [keyChange('a', '1', '2')])
  await saveChanges(slug, [keyChange('a', '2', '1')])
  const failedId = await saveChanges(slug, [keyChange('a', 'wrong', '3')])
  for (const [roomSlug, id, target, reason] of [
    [slug, undoneId, 'before', 'The room already matches this version.'],
    [slug, failedId, 'before', 'Nothing from this change is known to have reached the room.'],
    [otherRoom.slug, undoneId, 'before', 'This change doesn’t exist in this room'],
  ] as const) {
    await page.goto(`/rooms/${roomSlug}?restore=${id}&to=${target}`)
    await expect(page.getByRole('main').getByText(reason)).toBeVisible()
    await expect(page.getByText('No changes', { exact: true })).toBeVisible()
    await expect(page).toHaveURL(new RegExp(`/rooms/${roomSlug}$`))
  }
  await expect(editor.rows()).toHaveCount(0)
})

test('does not record a restore after its draft is discarded', async ({
  editor,
  historyPage,
  createRoom,
  saveChanges,
  page,
}) => {
  const { slug } = await createRoom([['a', '1']])
  const id = await saveChanges(slug, [keyChange('a', '1', '2')])
  await saveChanges(slug, [keyChange('a', '2', '4')])
  await page.goto(`/rooms/${slug}?restore=${id}&to=after`)
  await expect(editor.value('a')).toHaveValue('2')
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(editor.value('a')).toHaveValue('4')
  await editor.value('a').fill('3')
  await editor.save()
  await historyPage.open(slug, '?source=restore')
  await expect(page.getByText('No change matches these filters')).toBeVisible()
})

test('shows the history to a viewer without restore links', async ({
  openPageAs,
  createRoom,
  saveChanges,
}) => {
  const { slug } = await createRoom([['a', '1']])
  const id = await saveChanges(slug, [keyChange('a', '1', '2')])
  const page = await openPageAs('viewer')
  const viewerHistory = new HistoryPage(page)
  await viewerHistory.open(slug)
  await viewerHistory.expand(viewerHistory.entries())
  await expect(viewerHistory.diffOf(viewerHistory.entries())).toBeVisible()
  await expect(viewerHistory.entries().getByRole('link', { name: /Restore|Undo/ })).toHaveCount(0)
  await page.goto(`/rooms/${slug}?restore=${id}&to=before`)
  await expect(page.getByText('This draft undoes a change')).toHaveCount(0)
})
