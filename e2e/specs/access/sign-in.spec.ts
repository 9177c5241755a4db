import { expect, test } from '../../fixtures'
import { SignInPage } from '../../pages/sign-in-page'

test('opens the requested page after signing in', { tag: '@postgres' }, async ({
  openPageAs,
  personWithRole,
  createRoom,
}) => {
  const { slug, name } = await createRoom([['banner', 'Hello']])
  const { account } = await personWithRole('editor')
  const page = await openPageAs(null)
  await page.goto(`/rooms/${slug}`)
  const signInPage = new SignInPage(page)
  await expect(page).toHaveTitle('Sign in · Live Room Console')
  await expect(signInPage.emailField()).toBeFocused()
  await signInPage.signIn(account)
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  await page.goto('/sign-in')
  await expect(page).toHaveURL('/')
})

test('never redirects to another site after signing in', async ({ openPageAs, personWithRole }) => {
  const { account } = await personWithRole('viewer')
  const page = await openPageAs(null)
  const signInPage = new SignInPage(page)
  await signInPage.open(`?returnTo=${encodeURIComponent('/\\evil.example')}`)
  await signInPage.signIn(account)
  await expect(page).toHaveURL('/')
})

test('shows a wrong password at its field and keeps the input', async ({
  createPerson,
  openPageAs,
  expectedErrors,
}) => {
  expectedErrors.push(/401/)
  const { account } = await createPerson('viewer')
  const page = await openPageAs(null)
  const signInPage = new SignInPage(page)
  await signInPage.open()
  await signInPage.signIn({ ...account, password: 'not this one' })
  await expect(page.getByText('Incorrect email or password.').first()).toBeVisible()
  await expect(page).toHaveTitle(/^Error: Sign in/)
  await expect(signInPage.emailField()).toHaveValue(account.email)
  await expect(signInPage.passwordField()).toHaveValue('not this one')
  await expect(signInPage.passwordField()).toBeFocused()
  await expect(signInPage.passwordField()).toHaveAccessibleDescription(
    /Incorrect email or password/,
  )
  await signInPage.passwordField().fill(account.password)
  await signInPage.submitButton().click()
  await expect(page).toHaveURL('/')
})

test('asks for missing fields before it sends anything', async ({ openPageAs }) => {
  const page = await openPageAs(null)
  const signInPage = new SignInPage(page)
  await signInPage.open()
  await signInPage.submitButton().click()
  await expect(page.getByText('Enter your email.')).toBeVisible()
  await expect(signInPage.emailField()).toBeFocused()
  await signInPage.emailField().fill('person@example.com')
  await signInPage.submitButton().click()
  await expect(page.getByText('Enter your password.')).toBeVisible()
  await expect(signInPage.passwordField()).toBeFocused()
})

test('counts down the waiting time after too many attempts', async ({
  openPageAs,
  expectedErrors,
}) => {
  expectedErrors.push(/429/)
  const page = await openPageAs(null)
  await page.route('**/api/auth/sign-in/email', (route) =>
    route.fulfill({
      status: 429,
      json: {
        error: { code: 'auth.throttled', message: '', params: { seconds: 3 }, ref: 'test' },
      },
    }),
  )
  const signInPage = new SignInPage(page)
  await signInPage.open()
  await signInPage.signIn({ email: 'person@example.com', password: 'guessed' })
  const field = page.getByRole('group')
  await expect(field.getByText('Too many attempts. Try again in 3 seconds.')).toBeVisible()
  await expect(field.getByText('Too many attempts. Try again in 1 second.')).toBeVisible()
  await expect(field.getByText(/Too many attempts/)).toBeHidden()
  await expect(page.getByRole('status')).toHaveText('You can try again now.')
  await expect(page).toHaveTitle(/^Sign in/)
})

test('shows the password on request', async ({ openPageAs }) => {
  const page = await openPageAs(null)
  const signInPage = new SignInPage(page)
  await signInPage.open()
  await signInPage.passwordField().fill('a long one')
  await expect(signInPage.passwordField()).toHaveAttribute('type', 'password')
  await page.getByRole('button', { name: 'Show password' }).click()
  await expect(signInPage.passwordField()).toHaveAttribute('type', 'text')
  await expect(signInPage.passwordField()).toHaveValue('a long one')
})

test('shows why single sign-on failed', async ({ openPageAs }) => {
  const page = await openPageAs(null)
  const signInPage = new SignInPage(page)
  await signInPage.open('?error=disabled')
  await expect(page.getByText(/Your account in this console is disabled/)).toBeVisible()
  await expect(page).toHaveTitle(/^Error: /)
  await signInPage.open('?error=%3Cscript%3E')
  await expect(page.getByText(/Single sign-on failed/)).toBeVisible()
})

test('asks for the code at once after single sign-on', async ({ openPageAs, expectedErrors }) => {
  expectedErrors.push(/401/)
  const page = await openPageAs(null)
  const signInPage = new SignInPage(page)
  await signInPage.open('?step=code&returnTo=/history')
  const code = signInPage.codeField()
  await expect(code).toBeFocused()
  await expect(signInPage.passwordField()).toHaveCount(0)
  // Without a sign-in that waits for it, no code is accepted.
  await code.fill('123456')
  await signInPage.confirmButton().click()
  await expect(code).toHaveAttribute('aria-invalid', 'true')
  await expect(page).toHaveURL(/\/sign-in/)
  await page.getByRole('button', { name: 'Start over' }).click()
  await expect(signInPage.passwordField()).toBeVisible()
})

test('remembers the browser in a cookie that scripts cannot read and that signing out keeps', async ({
  openPageAs,
  createPerson,
  expectedErrors,
}) => {
  // The board may be reading itself again when the session ends.
  expectedErrors.push(/401/)
  const { account } = await createPerson('viewer')
  const page = await openPageAs(null)
  const signInPage = new SignInPage(page)
  const readDevice = async () =>
    (await page.context().cookies()).find(({ name }) => name === 'console.device')
  await signInPage.open()
  await signInPage.signIn(account)
  await expect(page).toHaveURL('/')
  const first = await readDevice()
  expect(first).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  expect(await page.evaluate(() => document.cookie)).not.toContain('device')
  await page.getByLabel(`${account.name}, Viewer`).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  expect((await readDevice())?.value).toBe(first?.value)
  await signInPage.signIn(account)
  await expect(page).toHaveURL('/')
  expect((await readDevice())?.value).not.toBe(first?.value)
})

test('signs out and shows no page afterwards', async ({ createPerson }) => {
  const { account, page } = await createPerson('editor')
  await page.goto('/rooms')
  await page.getByLabel(`${account.name}, Editor`).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  await page.goto('/rooms')
  await expect(page).toHaveURL(/\/sign-in/)
})

test('the sign-in page is accessible', async ({ openPageAs, expectAccessible }) => {
  const page = await openPageAs(null)
  const signInPage = new SignInPage(page)
  await signInPage.open('?error=other')
  await signInPage.submitButton().click()
  await expect(page.getByText('Enter your email.')).toBeVisible()
  await expectAccessible(page)
})
