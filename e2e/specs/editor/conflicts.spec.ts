import { expect, test } from '../../fixtures'
import { readEntries, writeEntries } from '../../support/live-service'

test('shows both values when an app changes the same key, and loses neither', async ({
  editor,
  createRoom,
  expectedErrors,
}) => {
  expectedErrors.push(/409/)
  const { id, slug } = await createRoom([
    ['banner', 'Hello'],
    ['goal', '1'],
  ])
  await editor.open(slug)
  await editor.value('banner').fill('Mine')
  await editor.openReview()
  await expect(editor.reviewDialog()).toContainText('Checked against the live room just now')
  await writeEntries(id, [['banner', 'Theirs']])
  await editor.saveButton().click()
  const conflict = editor.conflictDialog()
  await expect(conflict).toContainText('Theirs')
  await expect(conflict).toContainText('Mine')
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'Theirs', goal: '1' })
  await conflict.getByRole('button', { name: 'Use mine', exact: true }).click()
  await conflict.getByRole('button', { name: 'Review changes' }).click()
  await editor.saveButton().click()
  await expect(editor.page.getByText(/^Saved and confirmed at/)).toBeVisible()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'Mine', goal: '1' })
})

test('keeps both changes when an app changes another key', async ({ editor, createRoom }) => {
  const { id, slug } = await createRoom([
    ['banner', 'Hello'],
    ['goal', '1'],
  ])
  await editor.open(slug)
  await editor.value('banner').fill('Mine')
  await writeEntries(id, [['goal', '2']])
  await editor.save()
  await expect(editor.page.getByText(/^Saved and confirmed at/)).toBeVisible()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'Mine', goal: '2' })
  await expect(editor.value('goal')).toHaveValue('2')
})

test('reports a save that an app overwrote at once and offers to compare the values', async ({
  editor,
  expectedErrors,
}) => {
  expectedErrors.push(/409/)
  // The app of this room writes every four seconds and overwrites any save that comes in between.
  await expect(async () => {
    await editor.openLive('practice-app')
    const goal = editor.value('viewer_goal')
    await expect(goal).not.toHaveValue(await goal.inputValue())
    await goal.fill('mine')
    await editor.openReview()
    // If the app writes during the review, the save meets a conflict and the test tries again.
    await editor.saveButton().click({ timeout: 2_000 })
    const notice = editor.page.getByText(/^Saved, but viewer_goal changed again afterwards/)
    await expect(notice).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await editor.page.getByRole('button', { name: 'Compare' }).click()
  const now = editor.page.getByRole('dialog', { name: 'Changed again after your save' })
  await expect(now).toContainText(/mine.*\d/s)
  await now.getByRole('button', { name: 'Put mine in the draft' }).click()
  await now.getByRole('button', { name: 'Close' }).last().click()
  await expect(editor.value('viewer_goal')).toHaveValue('mine')
})

test('lets people choose between both values when a colleague saves the same key first', {
  tag: '@postgres',
}, async ({ editor, colleague, createRoom, expectedErrors }) => {
  expectedErrors.push(/409/)
  const { id, slug } = await createRoom([
    ['banner', 'The show begins'],
    ['goal', '1'],
  ])
  await editor.open(slug)
  await colleague.open(slug)
  await editor.value('banner').fill('The show begins at nine')
  await editor.openReview()
  await expect(editor.reviewDialog()).toContainText('Checked against the live room just now')
  await colleague.value('banner').fill('The show begins late')
  await colleague.save()
  await expect(colleague.page.getByText(/^Saved and confirmed at/)).toBeVisible()
  // The review may already know about the other save. Both buttons lead to the comparison.
  await editor
    .reviewDialog()
    .getByRole('button', { name: /^Save \d|Resolve conflicts/ })
    .click()
  const conflict = editor.conflictDialog()
  await expect(conflict).toContainText('Test admin saved banner while you were editing')
  await expect(conflict.getByRole('insertion')).toHaveText(['late', 'at nine'])
  await conflict.getByRole('button', { name: 'Use mine and edit' }).click()
  await expect(editor.value('banner')).toBeFocused()
  await expect(editor.value('banner')).toHaveValue('The show begins at nine')
  await editor.value('banner').fill('The show begins at nine, late')
  await editor.save()
  await expect(editor.page.getByText(/^Saved and confirmed at/)).toBeVisible()
  // The field with the caret does not change by itself.
  await colleague.row('banner').getByRole('button', { name: 'Take' }).click()
  await expect(colleague.value('banner')).toHaveValue('The show begins at nine, late')
  expect(await readEntries(id)).toEqual({ banner: 'The show begins at nine, late', goal: '1' })
})

test('keeps and shows both changes when two people save different keys', async ({
  editor,
  colleague,
  createRoom,
}) => {
  const { id, slug } = await createRoom([
    ['banner', 'Hello'],
    ['goal', '1'],
  ])
  await editor.open(slug)
  await colleague.open(slug)
  await editor.value('banner').fill('Mine')
  await colleague.value('goal').fill('2')
  await editor.save()
  await expect(editor.page.getByText(/^Saved and confirmed at/)).toBeVisible()
  await colleague.save()
  await expect(colleague.page.getByText(/^Saved and confirmed at/)).toBeVisible()
  await expect(editor.value('goal')).toHaveValue('2')
  await expect(colleague.value('banner')).toHaveValue('Mine')
  expect(await readEntries(id)).toEqual({ banner: 'Mine', goal: '2' })
})

test('resolves all conflicts at once', async ({ editor, createRoom }) => {
  const { id, slug } = await createRoom([
    ['banner', 'a'],
    ['goal', '1'],
    ['theme', 'x'],
  ])
  await editor.openLive(slug)
  await editor.value('banner').fill('mine')
  await editor.value('goal').fill('3')
  await writeEntries(id, [
    ['banner', 'theirs'],
    ['goal', '2'],
    ['theme', 'y'],
  ])
  await expect(editor.page.getByText(/2 conflicts/)).toBeVisible()
  await editor.row('goal').getByRole('button', { name: 'Compare' }).click()
  await expect(editor.conflictDialog()).toContainText(
    'banner was changed outside this console while you were editing',
  )
  await expect(editor.conflictDialog()).toContainText('because you hadn’t edited them: theme')
  await editor.conflictDialog().getByRole('button', { name: 'Keep all theirs' }).click()
  await editor.conflictDialog().getByRole('button', { name: 'Back to editing' }).click()
  await expect(editor.page.getByText('No changes', { exact: true })).toBeVisible()
  await expect(editor.value('banner')).toHaveValue('theirs')
})
