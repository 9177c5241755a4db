import { expect, test } from '../fixtures'
import { SignInPage } from '../screens/sign-in-page'

test('a stranger signs in and comes to where they wanted to go', async ({ as, person, room }) => {
  const { slug, name } = await room([['banner', 'Hello']])
  const { account } = await person('editor')
  const page = await as(null)
  await page.goto(`/rooms/${slug}`)
  const screen = new SignInPage(page)
  await expect(page).toHaveTitle('Sign in · Live Room Console')
  await expect(screen.email()).toBeFocused()
  await screen.signIn(account)
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  await page.goto('/sign-in')
  await expect(page).toHaveURL(/\/rooms$/)
})

test('nobody is sent away from this console after signing in', async ({ as, person }) => {
  const { account } = await person('viewer')
  const page = await as(null)
  const screen = new SignInPage(page)
  await screen.open(`?returnTo=${encodeURIComponent('/\\evil.example')}`)
  await screen.signIn(account)
  await expect(page).toHaveURL(/\/rooms$/)
})

test('a wrong password is told beside it, and everything stays as typed', async ({
  newcomer,
  as,
  expectedNoise,
}) => {
  expectedNoise.push(/401/)
  const { account } = await newcomer('viewer')
  const page = await as(null)
  const screen = new SignInPage(page)
  await screen.open()
  await screen.signIn({ ...account, password: 'not this one' })
  await expect(page.getByText("That e-mail and password don't go together.").first()).toBeVisible()
  await expect(page).toHaveTitle(/^Error: Sign in/)
  await expect(screen.email()).toHaveValue(account.email)
  await expect(screen.password()).toHaveValue('not this one')
  await expect(screen.password()).toBeFocused()
  await expect(screen.password()).toHaveAccessibleDescription(/don't go together/)
  await screen.password().fill(account.password)
  await screen.submit().click()
  await expect(page).toHaveURL(/\/rooms$/)
})

test('what is missing is asked for before anything is sent', async ({ as }) => {
  const page = await as(null)
  const screen = new SignInPage(page)
  await screen.open()
  await screen.submit().click()
  await expect(page.getByText('Type your e-mail.')).toBeVisible()
  await expect(screen.email()).toBeFocused()
  await screen.email().fill('somebody@example.com')
  await screen.submit().click()
  await expect(page.getByText('Type your password.')).toBeVisible()
  await expect(screen.password()).toBeFocused()
})

test('after too many tries the time to wait counts down until it is over', async ({
  as,
  expectedNoise,
}) => {
  expectedNoise.push(/429/)
  const page = await as(null)
  await page.route('**/api/auth/sign-in/email', (route) =>
    route.fulfill({
      status: 429,
      json: {
        error: { code: 'auth.throttled', message: '', params: { seconds: 3 }, ref: 'test' },
      },
    }),
  )
  const screen = new SignInPage(page)
  await screen.open()
  await screen.signIn({ email: 'somebody@example.com', password: 'guessed' })
  const field = page.getByRole('group')
  await expect(field.getByText('Too many tries. Try again in 3 seconds.')).toBeVisible()
  await expect(field.getByText('Too many tries. Try again in 1 second.')).toBeVisible()
  await expect(field.getByText(/Too many tries/)).toBeHidden()
  await expect(page.getByRole('status')).toHaveText('You can try again now.')
  await expect(page).toHaveTitle(/^Sign in/)
})

test('a password can be looked at while it is typed', async ({ as }) => {
  const page = await as(null)
  const screen = new SignInPage(page)
  await screen.open()
  await screen.password().fill('a long one')
  await expect(screen.password()).toHaveAttribute('type', 'password')
  await page.getByRole('button', { name: 'Show password' }).click()
  await expect(screen.password()).toHaveAttribute('type', 'text')
  await expect(screen.password()).toHaveValue('a long one')
})

test('what became of single sign-on is told', async ({ as }) => {
  const page = await as(null)
  const screen = new SignInPage(page)
  await screen.open('?error=disabled')
  await expect(page.getByText(/Your account here is disabled/)).toBeVisible()
  await expect(page).toHaveTitle(/^Error: /)
  await screen.open('?error=%3Cscript%3E')
  await expect(page.getByText(/Single sign-on did not work/)).toBeVisible()
})

test('somebody signs out, and going back shows nothing', async ({ newcomer }) => {
  const { account, page } = await newcomer('editor')
  await page.goto('/rooms')
  await page.getByLabel(`${account.name}, Editor`).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  await page.goto('/rooms')
  await expect(page).toHaveURL(/\/sign-in/)
})

/** The session goes between the review's own read and the save: earlier, that read would be what finds out. */
for (const { theme, width } of [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 375 },
] as const) {
  test(`everybody can use the page to sign in: ${theme}, ${width} px wide`, async ({
    as,
    accessible,
  }) => {
    const page = await as(null)
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme: theme })
    const screen = new SignInPage(page)
    await screen.open('?error=other')
    await screen.submit().click()
    await expect(page.getByText('Type your e-mail.')).toBeVisible()
    await accessible(page)
    await expect(page).toHaveNoSideways()
  })
}
