import { expect, test } from '../../fixtures'
import { PeoplePage } from '../../pages/people-page'
import { ageSignIn } from '../../support/sessions'

const MINUTE_MS = 60_000

test('makes no one an administrator in a session older than 15 minutes before its person confirms', async ({
  createPerson,
  expectAccessible,
  expectedErrors,
}) => {
  // The wrong password, and the request that needs the confirmation.
  expectedErrors.push(/401|403/)
  const { account, page } = await createPerson('admin')
  const { account: other } = await createPerson('viewer')
  const peoplePage = new PeoplePage(page)
  const dialog = page.getByRole('dialog', { name: 'Confirm that it’s you' })
  const password = dialog.getByLabel('Your password')
  const row = peoplePage.row(other.email)
  await ageSignIn(account.email, 16 * MINUTE_MS)
  await peoplePage.open()

  await peoplePage.changeRoleOf(other.email, 'Administrator')
  await expect(password).toBeFocused()
  await expectAccessible(page)
  await password.fill('not the password')
  await password.press('Enter')
  await expect(password).toHaveAccessibleDescription(/password/i)
  await expect(password).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.reload()
  await expect(row).toContainText('Viewer')

  await peoplePage.changeRoleOf(other.email, 'Administrator')
  await password.fill(account.password)
  await password.press('Enter')
  await expect(row).toContainText('Administrator')
  await page.reload()
  await expect(row).toContainText('Administrator')

  // The confirmation counts like a sign-in.
  await peoplePage.changeRoleOf(other.email, 'Editor')
  await expect(row).toContainText('Editor')
  await peoplePage.changeRoleOf(other.email, 'Administrator')
  await expect(row).toContainText('Administrator')
  await expect(dialog).toBeHidden()
})

test('needs no confirmation in a session of less than 15 minutes', async ({ createPerson }) => {
  const { account, page } = await createPerson('admin')
  const { account: other } = await createPerson('viewer')
  const peoplePage = new PeoplePage(page)
  await ageSignIn(account.email, 14 * MINUTE_MS)
  await peoplePage.open()
  const row = peoplePage.row(other.email)
  await peoplePage.changeRoleOf(other.email, 'Administrator')
  await expect(row).toContainText('Administrator')
})
