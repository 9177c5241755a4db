import { readEntries } from '../engine'
import { expect, test } from '../fixtures'
import { EditorPage } from '../screens/editor-page'
import { SignInPage } from '../screens/sign-in-page'

async function saveWithoutSession(editor: EditorPage) {
  await editor.openReview()
  await expect(editor.review()).toContainText('read again just now')
  await editor.page.context().clearCookies()
  await editor.saveButton().click()
}

test.describe('a session that ends while somebody edits', () => {
  test('is begun anew in place, and the save goes on as the one it was', async ({
    newcomer,
    room,
    accessible,
    expectedNoise,
  }) => {
    expectedNoise.push(/401/)
    const { id, slug } = await room([['banner', 'Hello']])
    const { account, page } = await newcomer('editor')
    const editor = new EditorPage(page)
    const screen = new SignInPage(page)
    const keys: (string | undefined)[] = []
    page.on('request', (request) => {
      if (request.method() === 'PATCH') keys.push(request.headers()['idempotency-key'])
    })
    await editor.open(slug)
    await editor.value('banner').fill('worth keeping')
    await saveWithoutSession(editor)
    await expect(screen.dialog()).toBeVisible()
    await accessible(page)
    await expect(screen.email()).toHaveValue(account.email)
    await expect(screen.password()).toBeFocused()
    await screen.password().fill(account.password)
    await screen.password().press('Enter')
    await expect(page.getByText(/^Saved\. Read back at/)).toBeVisible()
    expect(await readEntries(id)).toEqual({ banner: 'worth keeping' })
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBe(keys[1])
  })

  test('leaves the draft alone when the dialog is closed', async ({
    newcomer,
    room,
    expectedNoise,
  }) => {
    expectedNoise.push(/401/)
    const { id, slug } = await room([['banner', 'Hello']])
    const { account, page } = await newcomer('editor')
    const editor = new EditorPage(page)
    const screen = new SignInPage(page)
    await editor.open(slug)
    await editor.value('banner').fill('worth keeping')
    await saveWithoutSession(editor)
    await screen.dialog().waitFor()
    await page.keyboard.press('Escape')
    await expect(screen.dialog()).toBeHidden()
    await expect(editor.value('banner')).toHaveValue('worth keeping')
    await editor.outcome().getByRole('button', { name: 'Sign in' }).click()
    await screen.password().fill(account.password)
    await screen.password().press('Enter')
    await expect.poll(() => readEntries(id)).toEqual({ banner: 'worth keeping' })
  })

  test('and somebody else who signs in is told before anything is saved', async ({
    newcomer,
    room,
    expectedNoise,
  }) => {
    expectedNoise.push(/401/)
    const { id, slug } = await room([['banner', 'Hello']])
    const { page } = await newcomer('editor')
    const other = await newcomer('admin')
    const editor = new EditorPage(page)
    await editor.open(slug)
    await editor.value('banner').fill('from two people')
    await saveWithoutSession(editor)
    await new SignInPage(page).signIn(other.account)
    const told = page.getByRole('dialog', { name: 'You are somebody else now' })
    await expect(told).toBeVisible()
    expect(await readEntries(id)).toEqual({ banner: 'Hello' })
    await told.getByRole('button', { name: /^Save as/ }).click()
    await expect(page.getByText(/^Saved\. Read back at/)).toBeVisible()
    expect(await readEntries(id)).toEqual({ banner: 'from two people' })
  })
})
