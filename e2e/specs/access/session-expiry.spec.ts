import { test as base, expect } from '../../fixtures'
import { EditorPage } from '../../pages/editor-page'
import { SignInPage } from '../../pages/sign-in-page'
import { readEntries } from '../../support/live-service'
import type { Account } from '../../support/people'

/** A changed room in the browser of a person whose session no other test uses. */
type Draft = { id: string; account: Account; editor: EditorPage; signInPage: SignInPage }

const test = base.extend<{ draft: Draft }>({
  draft: async ({ createPerson, createRoom, expectedErrors }, use) => {
    expectedErrors.push(/401/)
    const { id, slug } = await createRoom([['banner', 'Hello']])
    const { account, page } = await createPerson('editor')
    const editor = new EditorPage(page)
    await editor.open(slug)
    await editor.value('banner').fill('worth keeping')
    await use({ id, account, editor, signInPage: new SignInPage(page) })
  },
})

/** Ends the session after the review has read the room, so that the save is the first to fail. */
async function saveWithoutSession(editor: EditorPage) {
  await editor.openReview()
  await expect(editor.reviewDialog()).toContainText('Checked against the live room just now')
  await editor.page.context().clearCookies()
  await editor.saveButton().click()
}

test.describe('a session that ends during editing', () => {
  test('is renewed in place, and the same save continues', async ({ draft, expectAccessible }) => {
    const { id, account, editor, signInPage } = draft
    const { page } = editor
    const keys: (string | undefined)[] = []
    page.on('request', (request) => {
      if (request.method() === 'PATCH') keys.push(request.headers()['idempotency-key'])
    })
    await saveWithoutSession(editor)
    await expect(signInPage.dialog()).toBeVisible()
    await expectAccessible(page)
    await expect(signInPage.emailField()).toHaveValue(account.email)
    await expect(signInPage.passwordField()).toBeFocused()
    await signInPage.passwordField().fill(account.password)
    await signInPage.passwordField().press('Enter')
    await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
    expect(await readEntries(id)).toEqual({ banner: 'worth keeping' })
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBe(keys[1])
  })

  test('keeps the draft when the dialog is closed', async ({ draft }) => {
    const { id, account, editor, signInPage } = draft
    await saveWithoutSession(editor)
    await signInPage.dialog().waitFor()
    await editor.page.keyboard.press('Escape')
    await expect(signInPage.dialog()).toBeHidden()
    await expect(editor.value('banner')).toHaveValue('worth keeping')
    await editor.outcome().getByRole('button', { name: 'Sign in' }).click()
    await signInPage.passwordField().fill(account.password)
    await signInPage.passwordField().press('Enter')
    await expect.poll(() => readEntries(id)).toEqual({ banner: 'worth keeping' })
  })

  test('asks before it saves when a different person signs in', async ({ draft, createPerson }) => {
    const { id, editor, signInPage } = draft
    const { page } = editor
    const other = await createPerson('admin')
    await saveWithoutSession(editor)
    await signInPage.signIn(other.account)
    const dialog = page.getByRole('dialog', { name: 'You’re signed in as someone else' })
    await expect(dialog).toBeVisible()
    expect(await readEntries(id)).toEqual({ banner: 'Hello' })
    await dialog.getByRole('button', { name: /^Save as/ }).click()
    await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
    expect(await readEntries(id)).toEqual({ banner: 'worth keeping' })
  })
})
