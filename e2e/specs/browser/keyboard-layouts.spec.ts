import type { Page } from '@playwright/test'
import { expect, test } from '../../fixtures'
import { SignInPage } from '../../pages/sign-in-page'

const layouts = [
  { layout: 'a Cyrillic layout', s: 'ы', k: 'л', keyCode: 0 },
  { layout: 'a Greek layout', s: 'σ', k: 'κ', keyCode: 0 },
  { layout: 'an input method that is switched on', s: 'Process', k: 'Process', keyCode: 229 },
]

type Press = { key: string; code: string; keyCode?: number; altKey?: boolean }

/** Presses Ctrl and a key; resolves to whether the browser would act on it as well. */
function pressWithControl(page: Page, press: Press): Promise<boolean> {
  return page.evaluate(
    (init) =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { ctrlKey: true, bubbles: true, cancelable: true, ...init }),
      ),
    press,
  )
}

for (const { layout, s, k, keyCode } of layouts) {
  test(`the shortcuts work with ${layout}`, async ({ editor, createRoom, page }) => {
    const { slug } = await createRoom([['banner', 'Hello']])
    await editor.openLive(slug)
    expect(await pressWithControl(page, { key: k, code: 'KeyK', keyCode })).toBe(false)
    await expect(page.getByRole('combobox', { name: 'Search and commands' })).toBeFocused()
    expect(await pressWithControl(page, { key: k, code: 'KeyK', keyCode })).toBe(false)
    await expect(page.getByRole('combobox', { name: 'Search and commands' })).toBeHidden()

    await editor.value('banner').fill('Bye')
    expect(await pressWithControl(page, { key: s, code: 'KeyS', keyCode })).toBe(false)
    await expect(editor.reviewDialog()).toContainText(/^.*Checked/)
    expect(await pressWithControl(page, { key: s, code: 'KeyS', keyCode })).toBe(false)
    await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  })
}

test('a letter typed with AltGr is no shortcut', async ({ editor, createRoom, page }) => {
  const { slug } = await createRoom([['banner', 'Hello']])
  await editor.openLive(slug)
  await editor.value('banner').fill('Bye')
  // Polish keyboards type ś with AltGr and S, which Windows reports as Ctrl and Alt.
  expect(await pressWithControl(page, { key: 'ś', code: 'KeyS', altKey: true })).toBe(true)
  await expect(editor.reviewDialog()).toBeHidden()
})

test('the browser never offers to save the page', async ({ openPageAs, page, expectedErrors }) => {
  // The address that nothing has.
  expectedErrors.push(/404/)
  const signedOut = await openPageAs(null)
  await new SignInPage(signedOut).open()
  await expect(new SignInPage(signedOut).submitButton()).toBeEnabled()
  expect(await pressWithControl(signedOut, { key: 'ы', code: 'KeyS' })).toBe(false)
  for (const path of ['/rooms', '/history', '/account', '/nowhere']) {
    await page.goto(path)
    await expect(page.getByRole('button', { name: 'Search and commands' })).toBeVisible()
    for (const { s, keyCode } of [{ s: 's', keyCode: 83 }, ...layouts])
      expect(await pressWithControl(page, { key: s, code: 'KeyS', keyCode }), path).toBe(false)
  }
})

test('Ctrl and Backspace edit the text of a value', async ({ editor, createRoom, page }) => {
  const { slug } = await createRoom([['banner', 'Hello world']])
  await editor.openLive(slug)
  await editor.value('banner').press('End')
  await page.keyboard.press('ControlOrMeta+Backspace')
  await expect(editor.value('banner')).toHaveValue('Hello ')
})
