import { expect, test } from '../../fixtures'
import { readEntries } from '../../support/live-service'

const PRODUCT = '{"id": 8812, "price": 19.9}'

test('does not let broken JSON go on air by two presses of a shortcut', async ({
  editor,
  createRoom,
  page,
  expectAccessible,
}) => {
  const { id, slug } = await createRoom([['product', PRODUCT]])
  await editor.open(slug)
  await editor.value('product').press('ControlOrMeta+End')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('ControlOrMeta+s')
  await expect(editor.reviewDialog()).toContainText('product was valid JSON and no longer is.')
  await expectAccessible()
  await page.keyboard.press('ControlOrMeta+s')
  await expect(editor.saveButton()).toBeFocused()
  await editor.reviewDialog().getByRole('button', { name: 'Fix product' }).click()
  await expect(editor.value('product')).toBeFocused()
  await page.keyboard.type('}')
  await expect(editor.value('product')).toHaveValue(PRODUCT)
  expect(await readEntries(id)).toEqual({ product: PRODUCT })
})

test('saves despite a warning, and shows it in the history', async ({
  editor,
  createRoom,
  page,
}) => {
  const { id, slug } = await createRoom([['gifts', 'true']])
  await editor.open(slug)
  await editor.value('gifts').fill('flase')
  await editor.openReview()
  await expect(editor.reviewDialog()).toContainText('gifts was true or false and no longer is.')
  await editor.saveButton().click()
  await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  expect(await readEntries(id)).toEqual({ gifts: 'flase' })
  await page.goto(`/rooms/${slug}/history`)
  await page.getByRole('button', { name: 'Show' }).first().click()
  await expect(page.getByText('Saved despite this warning:')).toBeVisible()
  await expect(page.getByText('gifts was true or false and no longer is.')).toBeVisible()
})

test('warns about what cannot be seen in a value and in a key', async ({ editor, createRoom }) => {
  const { slug } = await createRoom([
    ['banner', 'one\r\ntwo'],
    ['goal', '5'],
    ['note', 'Tonight'],
  ])
  await editor.open(slug)
  await editor.value('banner').fill('one\n2')
  await editor.value('goal').fill('5,5')
  await editor.value('note').fill('Tonight\u200b ')
  await editor.addEntry('Goal', '1')
  await editor.openReview()
  for (const warning of [
    'Goal is easily mistaken for the key goal.',
    'The line endings of banner change.',
    'goal was a number and no longer is.',
    'The value of note has new spaces or line breaks at its start or end.',
    'The value of note has new hidden characters.',
  ])
    await expect(editor.reviewDialog().getByText(warning)).toBeVisible()
  await editor.reviewDialog().getByRole('button', { name: 'Fix Goal', exact: true }).click()
  await expect(editor.keyField(editor.row('Goal'))).toBeFocused()
})
