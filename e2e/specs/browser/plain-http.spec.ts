import { expect, test } from '../../fixtures'
import { EditorPage } from '../../pages/editor-page'
import { RoomsPage } from '../../pages/rooms-page'
import { SignInPage } from '../../pages/sign-in-page'
import { readEntries } from '../../support/live-service'
import { sendRaw } from '../../support/raw-http'
import { startConsole } from '../../support/servers'
import { authSettings, CONSOLE_PORT, consoleUrl } from '../../support/test-settings'

const { ADMIN_EMAIL, ADMIN_PASSWORD } = authSettings
/** Browsers say so of every page without HTTPS. */
const IGNORED_HEADER = /Cross-Origin-Opener-Policy header has been ignored/

test('works on plain http under a host name, from sign-in to a confirmed save', async ({
  openPageAs,
  createRoom,
  expectedErrors,
}) => {
  expectedErrors.push(IGNORED_HEADER)
  const { id, name } = await createRoom([['banner', 'Hello']])
  const port = CONSOLE_PORT + 1
  const origin = `http://console.internal:${port}`
  const server = await startConsole({ PORT: String(port), PUBLIC_ORIGIN: origin })
  try {
    const page = await openPageAs(null)
    await page.goto(`${origin}/sign-in`)
    expect(await page.evaluate(() => isSecureContext)).toBe(false)
    await new SignInPage(page).signIn({ email: ADMIN_EMAIL, password: ADMIN_PASSWORD })
    const roomsPage = new RoomsPage(page)
    await roomsPage.openFromNavigation()
    await roomsPage.search().fill(id)
    await roomsPage.openByIdLink(id).click()
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()

    const editor = new EditorPage(page)
    await editor.liveStatus().waitFor()
    await editor.value('banner').fill('Bye')
    await editor.row('banner').getByRole('button', { name: 'Copy the value' }).click()
    await expect(page.getByRole('status')).toHaveText('Copied')
    await editor.save()
    await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
    expect(await readEntries(id)).toEqual({ banner: 'Bye' })
  } finally {
    await server.stop()
  }
})

test('a page at another address names it and links to the configured one', async ({
  openPageAs,
  expectedErrors,
}) => {
  expectedErrors.push(/421/, IGNORED_HEADER)
  const page = await openPageAs(null)
  await page.goto(`http://console.internal:${CONSOLE_PORT}/rooms`)
  await expect(page.getByText(/You opened this console at/)).toHaveText(
    `You opened this console at http://console.internal:${CONSOLE_PORT}, but it’s set up for ${consoleUrl}. Open ${consoleUrl} instead.`,
  )
  await page.getByRole('link', { name: consoleUrl }).click()
  await expect(page).toHaveURL(`${consoleUrl}/sign-in`)

  const chinese = ['Host: other.internal', 'Accept-Language: zh-CN']
  expect((await sendRaw('/rooms', chinese)).body).toContain('您打开的地址是 http://other.internal')
})

test('a console without a configured address says at sign-in where it can be used', async ({
  openPageAs,
  expectedErrors,
}) => {
  expectedErrors.push(/403/, IGNORED_HEADER)
  const port = CONSOLE_PORT + 2
  const server = await startConsole({ PORT: String(port), PUBLIC_ORIGIN: '' })
  try {
    const page = await openPageAs(null)
    await page.goto(`http://console.internal:${port}/sign-in`)
    await new SignInPage(page).signIn({ email: ADMIN_EMAIL, password: ADMIN_PASSWORD })
    await expect(page.getByText(/You opened this console at/).first()).toContainText(
      `at http://console.internal:${port}, but it’s set up for http://localhost:${port}.`,
    )
  } finally {
    await server.stop()
  }
})
