import { expect, test } from '../../fixtures'
import { EditorPage } from '../../pages/editor-page'
import { SignInPage } from '../../pages/sign-in-page'
import { readEntries } from '../../support/live-service'
import { recordPresses } from '../../support/recorders'

test('takes a newcomer at most 3 clicks and 2 chords from signing in to the first change', async ({
  openPageAs,
  personWithRole,
  createRoom,
}) => {
  const { id, slug } = await createRoom([['banner', 'Hello']])
  const { account } = await personWithRole('editor')
  const page = await openPageAs(null)
  const presses = await recordPresses(page)
  const signInPage = new SignInPage(page)
  await signInPage.open()
  await page.keyboard.type(account.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(account.password)
  await signInPage.submitButton().click()
  await page.getByRole('button', { name: 'Search and commands' }).click()
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await page.keyboard.type(id)
  await expect(page.getByRole('option', { selected: true })).toContainText(id)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(slug))
  const editor = new EditorPage(page)
  await editor.value('banner').click()
  await page.keyboard.press('End')
  await page.keyboard.type(', world')
  await page.keyboard.press('Control+s')
  await expect(editor.saveButton()).toBeFocused()
  await page.keyboard.press('Control+s')
  await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  expect(await readEntries(id)).toEqual({ banner: 'Hello, world' })
  expect(await presses()).toEqual({ clicks: 3, chords: 2 })
})
