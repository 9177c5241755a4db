import { expect, test } from '../../fixtures'
import { AccountPage } from '../../pages/account-page'
import { SignInPage } from '../../pages/sign-in-page'
import { totpCode } from '../../support/authenticator'
import { signIn } from '../../support/people'

const OWN_PASSWORD = 'four words in a row'

test('changes the password and ends all other sessions', async ({
  createPerson,
  browser,
  expectedErrors,
}) => {
  expectedErrors.push(/401/)
  const { account, page } = await createPerson('editor')
  const otherBrowser = await browser.newContext({
    storageState: await signIn(account.email, account.password),
  })
  const accountPage = new AccountPage(page)
  await accountPage.open()
  await accountPage.changePassword('not this one', OWN_PASSWORD)
  await expect(accountPage.passwordSection().getByText(/Incorrect email or password/)).toBeVisible()
  await accountPage.changePassword(account.password, 'short')
  await expect(accountPage.newPasswordField()).toHaveAccessibleDescription(/at least 12 characters/)
  await expect(accountPage.newPasswordField()).toBeFocused()
  await accountPage.changePassword(account.password, OWN_PASSWORD)
  await expect(accountPage.passwordSection().getByText(/Your password was changed/)).toBeVisible()
  await page.reload()
  await expect(accountPage.changePasswordButton()).toBeVisible()
  const otherPage = await otherBrowser.newPage()
  await otherPage.goto('/rooms')
  await expect(otherPage).toHaveURL(/\/sign-in/)
  await otherBrowser.close()
  await signIn(account.email, OWN_PASSWORD)
})

test('lists the sessions and ends one of them', { tag: '@postgres' }, async ({
  createPerson,
  browser,
}) => {
  const { account, page } = await createPerson('viewer')
  const otherBrowser = await browser.newContext({
    storageState: await signIn(account.email, account.password),
  })
  const accountPage = new AccountPage(page)
  await accountPage.open()
  const items = accountPage.sessionsSection().getByRole('listitem')
  await expect(items).toHaveCount(2)
  await expect(items.filter({ hasText: 'This session' })).toHaveCount(1)
  await accountPage
    .sessionsSection()
    .getByRole('button', { name: /^Sign out of/ })
    .click()
  await expect(items).toHaveCount(1)
  await expect(accountPage.sessionsSection().getByText('No other sessions.')).toBeVisible()
  const otherPage = await otherBrowser.newPage()
  await otherPage.goto('/rooms')
  await expect(otherPage).toHaveURL(/\/sign-in/)
  await otherBrowser.close()
})

test('turns two-step verification on, signs in with both kinds of code, and turns it off', async ({
  createPerson,
  openPageAs,
  expectAccessible,
  expectedErrors,
}) => {
  expectedErrors.push(/401/)
  const { account, page } = await createPerson('editor')
  const accountPage = new AccountPage(page)
  await accountPage.open()
  await accountPage.startTwoFactorSetup(account.password)
  await expect(accountPage.twoFactorSection().getByRole('img', { name: /^QR code/ })).toBeVisible()
  await expectAccessible(page)
  const secret = await accountPage.readTwoFactorSecret()
  const [backup = '', otherBackup = ''] = await accountPage
    .twoFactorSection()
    .getByRole('listitem')
    .allTextContents()
  await accountPage.confirmTwoFactorSetup('000000')
  await expect(accountPage.twoFactorSection().getByText(/This code is incorrect/)).toBeVisible()
  await accountPage.confirmTwoFactorSetup(totpCode(secret))
  await expect(accountPage.twoFactorSection().getByText(/^On\./)).toBeVisible()
  await expect(page.getByText(backup)).toHaveCount(0)

  const otherPage = await openPageAs(null)
  const signInPage = new SignInPage(otherPage)
  await signInPage.open()
  await signInPage.signIn(account)
  await expect(signInPage.codeField()).toBeFocused()
  await expectAccessible(otherPage)
  await signInPage.codeField().fill('000000')
  await signInPage.confirmButton().click()
  await expect(signInPage.codeField()).toHaveAccessibleDescription(/incorrect/)
  await signInPage.codeField().fill(totpCode(secret, Date.now() + 30_000).replace(/^.../, '$& '))
  await signInPage.confirmButton().click()
  await expect(otherPage).toHaveURL('/')

  const thirdPage = await openPageAs(null)
  const otherSignInPage = new SignInPage(thirdPage)
  await otherSignInPage.open()
  await otherSignInPage.signIn(account)
  await thirdPage.getByRole('button', { name: 'Use a backup code' }).click()
  await otherSignInPage.backupCodeField().fill(backup)
  await otherSignInPage.confirmButton().click()
  await expect(thirdPage).toHaveURL('/')

  await accountPage
    .twoFactorSection()
    .getByRole('button', { name: /^Turn off/ })
    .click()
  await accountPage
    .twoFactorSection()
    .getByLabel('Your password', { exact: true })
    .fill(account.password)
  await accountPage.twoFactorSection().getByLabel('Code or backup code').fill(otherBackup)
  await accountPage
    .twoFactorSection()
    .getByRole('button', { name: 'Turn off', exact: true })
    .click()
  await expect(accountPage.twoFactorSection().getByText(/^Off\./)).toBeVisible()
})

test('keeps the appearance settings in the browser', async ({ createPerson }) => {
  const { page } = await createPerson('viewer')
  const accountPage = new AccountPage(page)
  await accountPage.open()
  await accountPage
    .appearanceSection()
    .getByRole('combobox', { name: 'Density' })
    .selectOption('Compact')
  await accountPage
    .appearanceSection()
    .getByRole('combobox', { name: 'Theme' })
    .selectOption('Dark')
  await page.reload()
  await expect(page.getByRole('document')).toHaveAttribute('data-density', 'compact')
  await expect(page.getByRole('document')).toHaveAttribute('data-theme', 'dark')
  await accountPage
    .appearanceSection()
    .getByRole('combobox', { name: 'Language' })
    .selectOption('简体中文')
  await expect(page.getByRole('heading', { name: '我的账户', level: 1 })).toBeVisible()
})

test('the account page is accessible', async ({ createPerson, expectAccessible }) => {
  const { account, page } = await createPerson('viewer')
  const accountPage = new AccountPage(page)
  await accountPage.open()
  await expect(accountPage.sessionsSection().getByRole('listitem')).toHaveCount(1)
  await page.getByLabel(`${account.name}, Viewer`).click()
  await expectAccessible(page)
})
