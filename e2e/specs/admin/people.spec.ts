import { randomUUID } from 'node:crypto'
import { expect, test } from '../../fixtures'
import { AccountPage } from '../../pages/account-page'
import { PeoplePage } from '../../pages/people-page'
import { SignInPage } from '../../pages/sign-in-page'

const OWN_PASSWORD = 'four words in a row'

test('adds a person, who then chooses their own password', async ({
  openPageAs,
  expectAccessible,
}) => {
  const page = await openPageAs('admin')
  const peoplePage = new PeoplePage(page)
  const name = `New Person ${randomUUID().slice(0, 4)}`
  const email = `${randomUUID()}@example.com`
  await peoplePage.open()
  await peoplePage.addPerson({ name, email, role: 'Editor' })
  await expect(peoplePage.oneTimePassword(name)).toBeFocused()
  await expectAccessible(page)
  const password =
    (await peoplePage.oneTimePassword(name).getByRole('definition').nth(1).textContent()) ?? ''
  await expect(peoplePage.row(email)).toContainText('Editor')
  await peoplePage.button('Hide password').click()
  await expect(page.getByText(password)).toHaveCount(0)

  const other = await openPageAs(null)
  const account = new AccountPage(other)
  await new SignInPage(other).open()
  await new SignInPage(other).signIn({ email, password })
  await expect(other.getByText('Choose your own password', { exact: true })).toBeVisible()
  await other.goto('/rooms')
  await expect(other).toHaveURL(/\/account$/)
  await expectAccessible(other)
  await account.changePassword(password, OWN_PASSWORD)
  await expect(other).toHaveURL('/')
  await expect(other.getByRole('heading', { name: 'On air', level: 1 })).toBeVisible()
})

test('shows at its field that an e-mail is already in use', async ({
  openPageAs,
  createPerson,
  expectedErrors,
}) => {
  expectedErrors.push(/409|422/)
  const { account } = await createPerson('viewer')
  const page = await openPageAs('admin')
  const peoplePage = new PeoplePage(page)
  await peoplePage.open()
  await peoplePage.addPerson({ name: 'Twice', email: account.email, role: 'Viewer' })
  const email = peoplePage.addForm().getByRole('textbox', { name: 'Email' })
  await expect(email).toHaveAccessibleDescription(/already exists/)
  await expect(email).toBeFocused()
  await email.fill('no address')
  await peoplePage.addForm().getByRole('button', { name: 'Add', exact: true }).click()
  await expect(email).toHaveAccessibleDescription(/isn’t a valid email address/)
})

test('applies a new role, disabling and ended sessions to the next request', {
  tag: '@postgres',
}, async ({ openPageAs, createPerson, expectedErrors }) => {
  // The open list of the person who is signed out reads itself again.
  expectedErrors.push(/401/)
  const { account, page: theirs } = await createPerson('viewer')
  const page = await openPageAs('admin')
  const peoplePage = new PeoplePage(page)
  await peoplePage.open()
  const row = peoplePage.row(account.email)

  await row.getByRole('button', { name: /^Change the role/ }).click()
  await page.getByRole('radio', { name: 'Administrator' }).check()
  await page.getByRole('button', { name: 'Change role', exact: true }).last().click()
  await expect(row).toContainText('Administrator')
  await theirs.goto('/people')
  await expect(theirs.getByRole('heading', { name: 'People', level: 1 })).toBeVisible()

  await peoplePage.pressMore(account.email, /^Sign out everywhere/)
  await expect(page.getByText(/^.* was signed out everywhere\.$/).first()).toBeVisible()
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

test('keeps the last administrator and explains why', async ({ openPageAs, expectedErrors }) => {
  expectedErrors.push(/409/)
  const page = await openPageAs('admin')
  const peoplePage = new PeoplePage(page)
  // The console of the tests has several administrators, so the test fakes the refusal.
  await page.route('**/api/people/*', (route) =>
    route.fulfill({
      status: 409,
      json: { error: { code: 'person.last-admin', message: '', ref: 'test' } },
    }),
  )
  await peoplePage.open()
  const ownRow = page.getByRole('row').filter({ hasText: '(you)' })
  await ownRow.getByRole('button', { name: /^Change the role/ }).click()
  await expect(page.getByText(/you lose access to this page immediately/)).toBeVisible()
  await page.getByRole('radio', { name: 'Viewer' }).check()
  await page.getByRole('button', { name: 'Change role', exact: true }).last().click()
  await expect(page.getByText(/This is the last administrator/).first()).toBeVisible()
  await expect(ownRow).toContainText('Administrator')
})

test('the people page is accessible', async ({ openPageAs, createPerson, expectAccessible }) => {
  const { account } = await createPerson('viewer')
  const page = await openPageAs('admin')
  const peoplePage = new PeoplePage(page)
  await peoplePage.open()
  await expect(peoplePage.row(account.email)).toBeVisible()
  await peoplePage.addButton().click()
  await peoplePage.addForm().getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByText('Enter a name.')).toBeVisible()
  await peoplePage
    .row(account.email)
    .getByRole('button', { name: /^Change the role/ })
    .click()
  await expectAccessible(page)
})

test('shows at once whom another administrator added, and marks each field that is missing', async ({
  openPageAs,
}) => {
  const page = await openPageAs('admin')
  const listening = page.waitForResponse(/\/api\/events\?topic=people/)
  await new PeoplePage(page).open()
  await listening
  const other = new PeoplePage(await openPageAs('admin'))
  const email = `${randomUUID()}@example.com`
  await other.open()
  await other.addButton().click()
  await other.addForm().getByRole('button', { name: 'Add', exact: true }).click()
  await expect(other.addForm().getByRole('textbox', { name: 'Name' })).toBeFocused()
  for (const name of ['Name', 'Email'])
    await expect(other.addForm().getByRole('textbox', { name })).toHaveAttribute(
      'aria-invalid',
      'true',
    )
  await other.addForm().getByRole('button', { name: 'Cancel' }).click()
  await other.addPerson({ name: 'Nina Night', email, role: 'Viewer' })
  await expect(new PeoplePage(page).row(email)).toBeVisible()
})
