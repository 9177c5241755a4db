import type { Page } from '@playwright/test'
import { expect, test } from '../../fixtures'
import {
  failScripts,
  holdScripts,
  measureFirstLoad,
  preventPreloading,
} from '../../support/page-scripts'

const NETWORK_ERRORS = /ERR_FAILED|Failed to load/
const missingPart = (page: Page) =>
  page.getByRole('alert').filter({ hasText: 'This part of the page couldn’t be loaded' })
const tryAgain = (page: Page) => missingPart(page).getByRole('button', { name: 'Try again' })

test('offers to load the palette again after the network was gone', async ({
  roomsPage,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(NETWORK_ERRORS)
  await preventPreloading(page)
  await roomsPage.open()
  await expect(roomsPage.loadMoreButton()).toBeEnabled()
  const restoreScripts = await failScripts(page)
  await page.keyboard.press('ControlOrMeta+k')
  await tryAgain(page).click()
  await expect(missingPart(page)).toBeVisible()
  await restoreScripts()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox', { name: 'Search and commands' })).toBeFocused()
  await expect(missingPart(page)).toBeHidden()
})

test('shows no dialog without its messages, and offers to load them again', async ({
  roomsPage,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(NETWORK_ERRORS)
  await preventPreloading(page)
  await roomsPage.open()
  await expect(roomsPage.loadMoreButton()).toBeEnabled()
  const restoreScripts = await failScripts(page, 'Keyboard shortcuts')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(missingPart(page)).toBeVisible()
  await expect(page.getByRole('dialog')).toBeHidden()
  await restoreScripts()
  await tryAgain(page).click()
  const dialog = page.getByRole('dialog', { name: 'Search and commands' })
  await expect(dialog).toContainText('Keyboard shortcuts')
  await expect(missingPart(page)).toBeHidden()
})

test('says what is wrong with a draft while nothing more can be loaded', async ({
  editor,
  createRoom,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(NETWORK_ERRORS)
  const { slug } = await createRoom([['banner', 'old']])
  await preventPreloading(page)
  await editor.open(slug)
  await expect(editor.value('banner')).toBeEnabled()
  const restoreScripts = await failScripts(page)
  const key = 'k'.repeat(51)
  await editor.addEntry(key, 'new')
  await expect(editor.row(key)).toContainText('This key is 1 byte too long')
  await editor.reviewButton().click()
  await expect(missingPart(page)).toBeVisible()
  await restoreScripts()
  await tryAgain(page).click()
  await expect(editor.errorSummary()).toContainText('This key is 1 byte too long')
  await expect(missingPart(page)).toBeHidden()
})

test('shows parts in the language chosen since, and keeps the draft', async ({
  editor,
  createRoom,
  page,
}) => {
  const { slug } = await createRoom([['banner', 'old']])
  await editor.openLive(slug)
  await editor.value('banner').fill('typed')
  await page.getByRole('combobox', { name: 'Language' }).selectOption('zh-CN')
  await page.getByRole('button', { name: '导入…' }).click()
  const dialog = page.getByRole('dialog', { name: '导入' })
  await expect(dialog.getByRole('textbox', { name: /^每行一个/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('typed')).toBeVisible()
})

test('loads the details of a change again on request, beside the rest of the page', async ({
  historyPage,
  createRoom,
  saveChanges,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(NETWORK_ERRORS)
  const { slug } = await createRoom([['banner', 'old']])
  await saveChanges(slug, [{ key: 'banner', from: 'old', to: 'new' }], { note: 'for the show' })
  await preventPreloading(page)
  await historyPage.open(slug)
  const entry = historyPage.entry('for the show')
  await expect(entry.getByRole('button', { name: 'Show' })).toBeEnabled()
  const restoreScripts = await failScripts(page)
  await historyPage.expand(entry)
  await expect(missingPart(page)).toBeVisible()
  await restoreScripts()
  await tryAgain(page).click()
  await expect(historyPage.diffOf(entry)).toContainText('new')
  await expect(missingPart(page)).toBeHidden()
})

test('puts what was typed while the palette loads into its field', async ({ roomsPage, page }) => {
  await preventPreloading(page)
  await roomsPage.open()
  await expect(roomsPage.loadMoreButton()).toBeEnabled()
  const releaseScripts = await holdScripts(page)
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('north')
  releaseScripts()
  const field = page.getByRole('combobox', { name: 'Search and commands' })
  await expect(field).toBeFocused()
  await page.keyboard.type('ern')
  await expect(field).toHaveValue('northern')
})

for (const locale of ['en', 'zh-CN']) {
  test(`loads at most 220 KiB until one can type in the editor: ${locale}`, async ({
    createRoom,
    page,
    baseURL,
  }) => {
    const { slug } = await createRoom([['banner', 'old']])
    await page.context().addCookies([{ name: 'locale', value: locale, url: baseURL }])
    const { scriptKib, inlineKib } = await measureFirstLoad(page, `/rooms/${slug}`)
    expect(scriptKib).toBeGreaterThan(100)
    expect(inlineKib).toBeGreaterThan(5)
    const total = scriptKib + inlineKib
    expect(total, `scripts ${scriptKib}, in the HTML ${inlineKib}`).toBeLessThanOrEqual(220)
  })
}
