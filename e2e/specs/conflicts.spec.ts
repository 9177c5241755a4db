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
  const conflict = editor.page.getByRole('dialog', {
    name: /changed elsewhere|Nothing left to choose/,
  })
  await expect(conflict).toContainText('Theirs')
  await expect(conflict).toContainText('Mine')
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'Theirs', goal: '1' })
  await conflict.getByRole('button', { name: 'Use mine' }).click()
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
