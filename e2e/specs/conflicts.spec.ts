import { readEntries, writeEntries } from '../engine'
import { expect, test } from '../fixtures'

test('an app changes the same key: was, theirs and yours are shown, and neither text is lost', async ({
  editor,
  room,
  expectedNoise,
}) => {
  expectedNoise.push(/409/)
  const { id, slug } = await room([
    ['banner', 'Hello'],
    ['goal', '1'],
  ])
  await editor.open(slug)
  await editor.value('banner').fill('Mine')
  await editor.openReview()
  await expect(editor.review()).toContainText('read again just now')
  await writeEntries(id, [['banner', 'Theirs']])
  await editor.saveButton().click()
  const conflict = editor.conflict()
  await expect(conflict).toContainText('Theirs')
  await expect(conflict).toContainText('Mine')
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'Theirs', goal: '1' })
  await conflict.getByRole('button', { name: 'Use mine', exact: true }).click()
  await conflict.getByRole('button', { name: 'Review again' }).click()
  await editor.saveButton().click()
  await expect(editor.page.getByText(/^Saved\. Read back at/)).toBeVisible()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'Mine', goal: '1' })
})

test('an app changes another key meanwhile: both changes stand', async ({ editor, room }) => {
  const { id, slug } = await room([
    ['banner', 'Hello'],
    ['goal', '1'],
  ])
  await editor.open(slug)
  await editor.value('banner').fill('Mine')
  await writeEntries(id, [['goal', '2']])
  await editor.save()
  await expect(editor.page.getByText(/^Saved\. Read back at/)).toBeVisible()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'Mine', goal: '2' })
  await expect(editor.value('goal')).toHaveValue('2')
})

test('an app writes a saved key before it is read back: saved, and what stands there now to compare', async ({
  editor,
  expectedNoise,
}) => {
  expectedNoise.push(/409/)
  // The app of this room writes every four seconds: a save between two of its turns gets in, and is written over at once.
  editor.page.on('dialog', (dialog) => void dialog.accept())
  await expect(async () => {
    await editor.open('practice-app')
    await editor.value('viewer_goal').fill('mine')
    await editor.openReview()
    // Where a turn came in between, there is a conflict to decide instead.
    await editor.saveButton().click({ timeout: 2_000 })
    const since = editor.page.getByText(/^Saved, but viewer_goal has been changed again since/)
    await expect(since).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await editor.page.getByRole('button', { name: 'Compare' }).click()
  const now = editor.page.getByRole('dialog', { name: 'Changed again since your save' })
  await expect(now).toContainText(/mine.*\d/s)
  await now.getByRole('button', { name: 'Put mine into the draft' }).click()
  await now.getByRole('button', { name: 'Close' }).last().click()
  await expect(editor.value('viewer_goal')).toHaveValue('mine')
})

test('a colleague saves the same key first: the second gets both texts and chooses, and nothing is lost', async ({
  editor,
  colleague,
  room,
  expectedNoise,
}) => {
  expectedNoise.push(/409/)
  const { id, slug } = await room([
    ['banner', 'The show begins'],
    ['goal', '1'],
  ])
  await editor.open(slug)
  await colleague.open(slug)
  await editor.value('banner').fill('The show begins at nine')
  await editor.openReview()
  await expect(editor.review()).toContainText('read again just now')
  await colleague.value('banner').fill('The show begins late')
  await colleague.save()
  await expect(colleague.page.getByText(/^Saved\. Read back at/)).toBeVisible()
  // Whether the review has heard of it by now or the save meets it, the way leads to the comparison.
  await editor
    .review()
    .getByRole('button', { name: /^Save \d|Compare first/ })
    .click()
  const conflict = editor.conflict()
  await expect(conflict).toContainText('Test admin saved banner while you were editing')
  await expect(conflict.getByRole('insertion')).toHaveText(['late', 'at nine'])
  await conflict.getByRole('button', { name: 'Use mine and edit it' }).click()
  await expect(editor.value('banner')).toBeFocused()
  await expect(editor.value('banner')).toHaveValue('The show begins at nine')
  await editor.value('banner').fill('The show begins at nine, late')
  await editor.save()
  await expect(editor.page.getByText(/^Saved\. Read back at/)).toBeVisible()
  await expect(colleague.value('banner')).toHaveValue('The show begins at nine, late')
  expect(await readEntries(id)).toEqual({ banner: 'The show begins at nine, late', goal: '1' })
})

test('two people save different keys: both stand, on both screens', async ({
  editor,
  colleague,
  room,
}) => {
  const { id, slug } = await room([
    ['banner', 'Hello'],
    ['goal', '1'],
  ])
  await editor.open(slug)
  await colleague.open(slug)
  await editor.value('banner').fill('Mine')
  await colleague.value('goal').fill('2')
  await editor.save()
  await expect(editor.page.getByText(/^Saved\. Read back at/)).toBeVisible()
  await colleague.save()
  await expect(colleague.page.getByText(/^Saved\. Read back at/)).toBeVisible()
  await expect(editor.value('goal')).toHaveValue('2')
  await expect(colleague.value('banner')).toHaveValue('Mine')
  expect(await readEntries(id)).toEqual({ banner: 'Mine', goal: '2' })
})

test('many keys in conflict are decided all at once', async ({ editor, room }) => {
  const { id, slug } = await room([
    ['banner', 'a'],
    ['goal', '1'],
    ['theme', 'x'],
  ])
  await editor.open(slug)
  await expect(editor.page.getByText('following', { exact: true })).toBeVisible()
  await editor.value('banner').fill('mine')
  await editor.value('goal').fill('3')
  await writeEntries(id, [
    ['banner', 'theirs'],
    ['goal', '2'],
    ['theme', 'y'],
  ])
  await expect(editor.page.getByText(/2 changed elsewhere/)).toBeVisible()
  await editor.row('goal').getByRole('button', { name: 'Compare' }).click()
  await expect(editor.conflict()).toContainText(
    'An app or another tool changed banner while you were editing',
  )
  await expect(editor.conflict()).toContainText('because you did not touch them: theme')
  await editor.conflict().getByRole('button', { name: 'Keep all of theirs' }).click()
  await editor.conflict().getByRole('button', { name: 'Back to the editor' }).click()
  await expect(editor.page.getByText('No changes', { exact: true })).toBeVisible()
  await expect(editor.value('banner')).toHaveValue('theirs')
})
