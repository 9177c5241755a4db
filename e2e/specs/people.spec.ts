import { randomUUID } from 'node:crypto'
import { expect, test } from '../fixtures'
import { AccountPage } from '../screens/account-page'
import { PeoplePage } from '../screens/people-page'
import { SignInPage } from '../screens/sign-in-page'

const OWN_PASSWORD = 'four words in a row'

test('an administrator lets somebody in, who then chooses a password of their own', async ({
  as,
  accessible,
}) => {
  const page = await as('admin')
  const screen = new PeoplePage(page)
  const name = `New Person ${randomUUID().slice(0, 4)}`
  const email = `${randomUUID()}@example.com`
  await screen.open()
  await screen.add({ name, email, role: 'Editor' })
  await expect(screen.oneTime(name)).toBeFocused()
  await accessible(page)
  const password = (await screen.oneTime(name).getByRole('definition').nth(1).textContent()) ?? ''
  await expect(screen.row(email)).toContainText('Editor')
  await screen.act('Done, hide it').click()
  await expect(page.getByText(password)).toHaveCount(0)

  const other = await as(null)
  const account = new AccountPage(other)
  await new SignInPage(other).open()
  await new SignInPage(other).signIn({ email, password })
  await expect(other.getByText('Choose a password of your own')).toBeVisible()
  await other.goto('/rooms')
  await expect(other).toHaveURL(/\/account$/)
  await accessible(other)
  await account.changePassword(password, OWN_PASSWORD)
  await expect(other).toHaveURL(/\/rooms$/)
  await expect(other.getByRole('heading', { name: 'Rooms', level: 1 })).toBeVisible()
})

test('an address that is taken is told at its field', async ({ as, newcomer, expectedNoise }) => {
  expectedNoise.push(/409|422/)
  const { account } = await newcomer('viewer')
  const page = await as('admin')
  const screen = new PeoplePage(page)
  await screen.open()
  await screen.add({ name: 'Twice', email: account.email, role: 'Viewer' })
  const email = screen.form().getByRole('textbox', { name: 'E-mail' })
  await expect(email).toHaveAccessibleDescription(/is here already/)
  await expect(email).toBeFocused()
  await email.fill('no address')
  await screen.form().getByRole('button', { name: 'Add', exact: true }).click()
  await expect(email).toHaveAccessibleDescription(/not an e-mail address/)
})

test('a changed role, a disabled person and ended sessions hold on the next request', async ({
  as,
  newcomer,
}) => {
  const { account, page: theirs } = await newcomer('viewer')
  const page = await as('admin')
  const screen = new PeoplePage(page)
  await screen.open()
  const row = screen.row(account.email)

  await row.getByRole('button', { name: /^Change the role/ }).click()
  await page.getByRole('radio', { name: 'Administrator' }).check()
  await page.getByRole('button', { name: 'Change role', exact: true }).last().click()
  await expect(row).toContainText('Administrator')
  await theirs.goto('/people')
  await expect(theirs.getByRole('heading', { name: 'People', level: 1 })).toBeVisible()

  await row.getByRole('button', { name: /^End all sessions/ }).click()
  await expect(page.getByText(/^All sessions of .* are ended\.$/).first()).toBeVisible()
  await theirs.goto('/rooms')
  await expect(theirs).toHaveURL(/\/sign-in/)

  await new SignInPage(theirs).signIn(account)
  await expect(theirs).toHaveURL(/\/rooms$/)
  await row.getByRole('button', { name: /^Disable/ }).click()
  await expect(row).toContainText('Disabled')
  await theirs.goto('/rooms')
  await expect(theirs).toHaveURL(/\/sign-in/)
  await row.getByRole('button', { name: /^Enable/ }).click()
  await expect(row).not.toContainText('Disabled')
})

test('the last administrator stays one, and is told why', async ({ as, expectedNoise }) => {
  expectedNoise.push(/409/)
  const page = await as('admin')
  const screen = new PeoplePage(page)
  // The tests share one console with more than one administrator.
  await page.route('**/api/people/*', (route) =>
    route.fulfill({
      status: 409,
      json: { error: { code: 'person.last-admin', message: '', ref: 'test' } },
    }),
  )
  await screen.open()
  const own = page.getByRole('row').filter({ hasText: '(you)' })
  await own.getByRole('button', { name: /^Change the role/ }).click()
  await expect(page.getByText(/this page closes for you at once/)).toBeVisible()
  await page.getByRole('radio', { name: 'Viewer' }).check()
  await page.getByRole('button', { name: 'Change role', exact: true }).last().click()
  await expect(page.getByText(/This is the last administrator/).first()).toBeVisible()
  await expect(own).toContainText('Administrator')
})

for (const { theme, width } of [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 375 },
] as const) {
  test(`everybody can use the page of people: ${theme}, ${width} px wide`, async ({
    as,
    newcomer,
    accessible,
  }) => {
    const { account } = await newcomer('viewer')
    const page = await as('admin')
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme: theme })
    const screen = new PeoplePage(page)
    await screen.open()
    await expect(screen.row(account.email)).toBeVisible()
    await screen.addButton().click()
    await screen.form().getByRole('button', { name: 'Add', exact: true }).click()
    await expect(page.getByText('Type a name.')).toBeVisible()
    await screen
      .row(account.email)
      .getByRole('button', { name: /^Change the role/ })
      .click()
    await accessible(page)
    await expect(page).toHaveNoSideways()
  })
}
