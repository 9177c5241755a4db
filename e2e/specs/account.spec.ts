import { codeOf } from '../authenticator'
import { expect, test } from '../fixtures'
import { signIn } from '../people'
import { AccountPage } from '../screens/account-page'
import { SignInPage } from '../screens/sign-in-page'

const OWN_PASSWORD = 'four words in a row'

test('somebody changes their password, and every other session of theirs ends', async ({
  newcomer,
  browser,
  expectedNoise,
}) => {
  expectedNoise.push(/401/)
  const { account, page } = await newcomer('editor')
  const elsewhere = await browser.newContext({
    storageState: await signIn(account.email, account.password),
  })
  const screen = new AccountPage(page)
  await screen.open()
  await screen.changePassword('not this one', OWN_PASSWORD)
  await expect(screen.passwords().getByText(/don't go together/)).toBeVisible()
  await screen.changePassword(account.password, 'short')
  await expect(screen.newPassword()).toHaveAccessibleDescription(/at least 12 characters/)
  await expect(screen.newPassword()).toBeFocused()
  await screen.changePassword(account.password, OWN_PASSWORD)
  await expect(screen.passwords().getByText(/Your password is changed/)).toBeVisible()
  await page.reload()
  await expect(screen.changeButton()).toBeVisible()
  const other = await elsewhere.newPage()
  await other.goto('/rooms')
  await expect(other).toHaveURL(/\/sign-in/)
  await elsewhere.close()
  await signIn(account.email, OWN_PASSWORD)
})

test('somebody sees where they are signed in, and ends it there', async ({ newcomer, browser }) => {
  const { account, page } = await newcomer('viewer')
  const elsewhere = await browser.newContext({
    storageState: await signIn(account.email, account.password),
  })
  const screen = new AccountPage(page)
  await screen.open()
  const items = screen.sessions().getByRole('listitem')
  await expect(items).toHaveCount(2)
  await expect(items.filter({ hasText: 'This one' })).toHaveCount(1)
  await screen.sessions().getByRole('button', { name: 'End the session' }).click()
  await expect(items).toHaveCount(1)
  await expect(screen.sessions().getByText('There are no others.')).toBeVisible()
  const other = await elsewhere.newPage()
  await other.goto('/rooms')
  await expect(other).toHaveURL(/\/sign-in/)
  await elsewhere.close()
})

test('somebody turns on a second factor, signs in with it, with a backup code, and turns it off', async ({
  newcomer,
  as,
  accessible,
  expectedNoise,
}) => {
  expectedNoise.push(/401/)
  const { account, page } = await newcomer('editor')
  const screen = new AccountPage(page)
  await screen.open()
  await screen.beginFactor(account.password)
  await expect(screen.factor().getByRole('img', { name: /^QR code/ })).toBeVisible()
  await accessible(page)
  const secret = ((await screen.factor().getByRole('code').textContent()) ?? '').replaceAll(' ', '')
  const backup = (await screen.factor().getByRole('listitem').first().textContent()) ?? ''
  await screen.confirmFactor('000000')
  await expect(screen.factor().getByText(/This code is not right/)).toBeVisible()
  await screen.confirmFactor(codeOf(secret))
  await expect(screen.factor().getByText(/^On\./)).toBeVisible()
  await expect(page.getByText(backup)).toHaveCount(0)

  const other = await as(null)
  const door = new SignInPage(other)
  await door.open()
  await door.signIn(account)
  await expect(door.code()).toBeFocused()
  await accessible(other)
  await door.code().fill('000000')
  await door.confirm().click()
  await expect(door.code()).toHaveAccessibleDescription(/not right/)
  await door.code().fill(codeOf(secret).replace(/^.../, '$& '))
  await door.confirm().click()
  await expect(other).toHaveURL(/\/rooms$/)

  const third = await as(null)
  const again = new SignInPage(third)
  await again.open()
  await again.signIn(account)
  await third.getByRole('button', { name: 'Use a backup code' }).click()
  await again.backupCode().fill(backup)
  await again.confirm().click()
  await expect(third).toHaveURL(/\/rooms$/)

  await screen
    .factor()
    .getByRole('button', { name: /^Turn off/ })
    .click()
  await screen.factor().getByLabel('Your password', { exact: true }).fill(account.password)
  await screen.factor().getByRole('button', { name: 'Turn off', exact: true }).click()
  await expect(screen.factor().getByText(/^Off\./)).toBeVisible()
})

test('how the console looks is kept in the browser', async ({ newcomer }) => {
  const { page } = await newcomer('viewer')
  const screen = new AccountPage(page)
  await screen.open()
  await screen.looks().getByRole('combobox', { name: 'Density' }).selectOption('Compact')
  await screen.looks().getByRole('combobox', { name: 'Theme' }).selectOption('Dark')
  await page.reload()
  await expect(page.getByRole('document')).toHaveAttribute('data-density', 'compact')
  await expect(page.getByRole('document')).toHaveAttribute('data-theme', 'dark')
  await screen.looks().getByRole('combobox', { name: 'Language' }).selectOption('简体中文')
  await expect(page.getByRole('heading', { name: '我的账户', level: 1 })).toBeVisible()
})

for (const { theme, width } of [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 375 },
] as const) {
  test(`everybody can use their account: ${theme}, ${width} px wide`, async ({
    newcomer,
    accessible,
  }) => {
    const { account, page } = await newcomer('viewer')
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme: theme })
    const screen = new AccountPage(page)
    await screen.open()
    await expect(screen.sessions().getByRole('listitem')).toHaveCount(1)
    await page.getByLabel(`${account.name}, Viewer`).click()
    await accessible(page)
    await expect(page).toHaveNoSideways()
  })
}
