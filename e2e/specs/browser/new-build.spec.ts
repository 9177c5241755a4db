import type { Page } from '@playwright/test'
import { expect, test } from '../../fixtures'
import { EditorPage } from '../../pages/editor-page'
import { expectRestored, TEXT } from '../../support/draft-test'
import { failScripts, preventPreloading } from '../../support/page-scripts'

const updated = (page: Page) =>
  page.getByRole('alert').filter({ hasText: 'The console was updated.' })

/** Makes the open page one of an earlier build than the server's. */
const outdate = (page: Page) =>
  page.evaluate(() => {
    document.documentElement.dataset.build = 'earlier'
  })

test('a page of an earlier build offers to reload, which keeps the draft', async ({
  editor,
  createRoom,
  page,
}) => {
  const { slug } = await createRoom([['banner', 'Hello']])
  await editor.openLive(slug)
  await expect(updated(page)).toBeHidden()
  await outdate(page)
  await editor.reviewButton().click()
  await editor.value('banner').fill(TEXT)
  await editor.openReview()
  await expect(updated(page)).toBeVisible()
  await updated(page).getByRole('button', { name: 'Reload' }).click()
  await expect(updated(page)).toBeHidden()
  await expectRestored(editor)
})

test('a part that is missing after an update is not blamed on the network', async ({
  editor,
  createRoom,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_FAILED|Failed to load/)
  const { slug } = await createRoom([['banner', 'Hello']])
  await preventPreloading(page)
  await editor.open(slug)
  await editor.value('banner').fill(TEXT)
  const restoreScripts = await failScripts(page)
  await outdate(page)
  await editor.reviewButton().click()
  await expect(updated(page)).toBeVisible()
  await expect(page.getByText(/Check your connection/)).toBeHidden()
  await expect(editor.value('banner')).toHaveValue(TEXT)
  await restoreScripts()
  await updated(page).getByRole('button', { name: 'Reload' }).click()
  await expect(updated(page)).toBeHidden()
  // This page still loads nothing ahead.
  const returned = new EditorPage(await page.context().newPage())
  await returned.open(slug)
  await expectRestored(returned)
})

test('a part that is missing without an update is', async ({ roomsPage, page, expectedErrors }) => {
  expectedErrors.push(/ERR_FAILED|Failed to load/)
  await preventPreloading(page)
  await roomsPage.open()
  await expect(roomsPage.loadMoreButton()).toBeEnabled()
  await failScripts(page)
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByText(/Check your connection/)).toBeVisible()
  await expect(updated(page)).toBeHidden()
})
