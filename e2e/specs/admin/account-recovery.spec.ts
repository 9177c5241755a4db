import { expect, test } from '../../fixtures'
import { AccountPage } from '../../pages/account-page'
import { PeoplePage } from '../../pages/people-page'
import { SignInPage } from '../../pages/sign-in-page'
import { totpCode } from '../../support/authenticator'

const OWN_PASSWORD = 'four words in a row'

test('resets a password, with which the person signs in and chooses a new one', async ({
  openPageAs,
  createPerson,
  expectAccessible,
}) => {
  const { account, page: theirs } = await createPerson('editor')
  const page = await openPageAs('admin')
  const peoplePage = new PeoplePage(page)
  await peoplePage.open()
  await peoplePage.pressMore(account.email, /^Reset the password/)
  await expect(page.getByText(/is signed out everywhere/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.getByRole('button', { name: 'Reset password', exact: true }).click()
  const shown = page.getByRole('region', { name: /has a new one-time password/ })
  await expect(shown).toBeFocused()
  await expectAccessible(page)
  const password = (await shown.getByRole('definition').nth(1).textContent()) ?? ''
  await peoplePage.button('Hide password').click()
  await expect(page.getByText(password)).toHaveCount(0)
  await expect(peoplePage.row(account.email).getByLabel(/^More actions/)).toBeFocused()

  await theirs.goto('/rooms')
  await expect(theirs).toHaveURL(/\/sign-in/)
  await new SignInPage(theirs).signIn({ email: account.email, password })
  await expect(theirs.getByText('Choose your own password', { exact: true })).toBeVisible()
  await new AccountPage(theirs).changePassword(password, OWN_PASSWORD)
  await expect(theirs).toHaveURL('/')
})

test('turns two-step verification off for a person who lost the second factor', async ({
  openPageAs,
  createPerson,
}) => {
  const { account, page: theirs } = await createPerson('editor')
  const accountPage = new AccountPage(theirs)
  await accountPage.open()
  await accountPage.startTwoFactorSetup(account.password)
  await accountPage.confirmTwoFactorSetup(totpCode(await accountPage.readTwoFactorSecret()))
  await expect(accountPage.twoFactorSection().getByText(/^On\./)).toBeVisible()

  const page = await openPageAs('admin')
  const peoplePage = new PeoplePage(page)
  await peoplePage.open()
  await peoplePage.pressMore(account.email, /^Turn off two-step verification/)
  await expect(page.getByText(/can then sign in with the password alone/)).toBeVisible()
  await page.getByRole('button', { name: 'Turn off two-step verification', exact: true }).click()
  const done = page.getByRole('cell').getByText(/now signs in without two-step verification/)
  await expect(done).toBeVisible()

  const signedOut = await openPageAs(null)
  const signInPage = new SignInPage(signedOut)
  await signInPage.open()
  await signInPage.signIn(account)
  await expect(signedOut).toHaveURL('/')

  await page.goto('/audit?action=person.two-factor-off')
  const list = page.getByRole('region', { name: 'Entries by day' })
  await expect(list.getByText('Two-step verification turned off').first()).toBeVisible()
})

test('renames a person and offers no reset for the own account', async ({
  openPageAs,
  createPerson,
}) => {
  const { account } = await createPerson('viewer')
  const page = await openPageAs('admin')
  const peoplePage = new PeoplePage(page)
  await peoplePage.open()
  await peoplePage.pressMore(account.email, /^Rename/)
  const name = page.getByRole('textbox', { name: /^New name of/ })
  await expect(name).toBeFocused()
  await name.fill(' ')
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await expect(name).toHaveAccessibleDescription(/Enter a name/)
  await name.fill('新名')
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await expect(peoplePage.row(account.email)).toContainText('新名')
  const ownRow = page.getByRole('row').filter({ hasText: '(you)' })
  await ownRow.getByLabel(/^More actions/).click()
  await expect(ownRow.getByRole('button', { name: /^Rename/ })).toBeVisible()
  await expect(ownRow.getByRole('button', { name: /^Reset the password/ })).toHaveCount(0)
})

test('asks an administrator with an old sign-in for the password before a reset', async ({
  openPageAs,
  createPerson,
  expectedErrors,
}) => {
  expectedErrors.push(/403/)
  const { account } = await createPerson('viewer')
  const page = await openPageAs('admin')
  let requests = 0
  await page.route('**/api/people/*/password', (route) =>
    requests++ === 0
      ? route.fulfill({
          status: 403,
          json: { error: { code: 'auth.reauthenticate', message: '', ref: 'test' } },
        })
      : route.continue(),
  )
  const peoplePage = new PeoplePage(page)
  await peoplePage.open()
  await peoplePage.pressMore(account.email, /^Reset the password/)
  await page.getByRole('button', { name: 'Reset password', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Confirm that it’s you' })
  await dialog.getByLabel('Your password').fill(account.password)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('region', { name: /has a new one-time password/ })).toBeVisible()
})

test('the menu and the confirmation are accessible', async ({
  openPageAs,
  createPerson,
  expectAccessible,
}) => {
  const { account } = await createPerson('viewer')
  const page = await openPageAs('admin')
  const peoplePage = new PeoplePage(page)
  await peoplePage.open()
  await peoplePage
    .row(account.email)
    .getByLabel(/^More actions/)
    .click()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await peoplePage.pressMore(account.email, /^Reset the password/)
  await expectAccessible(page)
})
