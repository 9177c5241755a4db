import { expect, test } from '../../fixtures'

test('the rooms page is accessible', async ({ roomsPage, expectAccessible }) => {
  await roomsPage.open()
  await expect(roomsPage.roomItems()).toHaveCount(20)
  await expectAccessible()
})

test('the editor is accessible: unchanged, with a draft, with errors, in review', async ({
  editor,
  createRoom,
  expectAccessible,
}) => {
  const { slug } = await createRoom([
    ['banner', 'Hello'],
    ['odd ', 'zero\u200bwidth'],
    ['json', '{"a": 1}'],
  ])
  await editor.open(slug)
  await expect(editor.rows()).toHaveCount(3)
  await expectAccessible()
  await editor.deleteEntry('json')
  await editor.value('banner').fill('v'.repeat(2050))
  await editor.reviewButton().click()
  await expect(editor.errorSummary()).toBeVisible()
  await expectAccessible()
  await editor.value('banner').fill('Bye')
  await editor.openReview()
  await expect(editor.saveButton()).toBeVisible()
  await expectAccessible()
})
