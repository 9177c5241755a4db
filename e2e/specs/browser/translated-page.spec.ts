import type { Page } from '@playwright/test'
import { expect, test } from '../../fixtures'
import { EditorPage } from '../../pages/editor-page'
import { RoomsPage } from '../../pages/rooms-page'
import { SignInPage } from '../../pages/sign-in-page'
import { readEntries } from '../../support/live-service'
import { translatePages } from '../../support/page-translator'

const translated = (page: Page) => page.locator('html[data-translated]').waitFor()

for (const { name, translator } of [
  {
    name: 'offers to translate the page',
    translator: { prefix: '译', ignoresOptOut: false },
  },
  {
    name: 'wraps every text of the page',
    translator: { prefix: '', ignoresOptOut: true },
  },
]) {
  test(`the task from sign-in to a confirmed save survives a browser that ${name}`, async ({
    openPageAs,
    personWithRole,
    createRoom,
  }) => {
    const {
      id,
      slug,
      name: roomName,
    } = await createRoom([
      ['banner', 'Hello'],
      ['old', 'x'],
    ])
    const { account } = await personWithRole('editor')
    const page = await openPageAs(null)
    await translatePages(page, translator)

    await page.goto('/sign-in?returnTo=%2Frooms')
    await translated(page)
    await new SignInPage(page).signIn(account)
    const roomsPage = new RoomsPage(page)
    await expect(roomsPage.search()).toBeVisible()
    await translated(page)
    await roomsPage.search().fill(id)
    await roomsPage.openByIdLink(id).click()
    await expect(page.getByRole('heading', { name: roomName, level: 1 })).toBeVisible()

    const editor = new EditorPage(page)
    await editor.value('banner').fill('今晚八点 🎉')
    await expect(editor.row('banner')).toContainText('17 of 2,048 bytes')
    await editor.value('banner').fill('今晚八点 🎉!')
    await expect(editor.row('banner')).toContainText('18 of 2,048 bytes')
    await editor.addEntry('newkey', 'v'.repeat(1_900))
    await expect(editor.row('newkey')).toContainText('6 of 50 bytes')
    await expect(editor.row('newkey')).toContainText('148 bytes left')
    await editor.value('newkey').fill('v'.repeat(1_901))
    await expect(editor.row('newkey')).toContainText('147 bytes left')
    await expect(page.getByRole('meter', { name: '1,920 of 16,384 bytes' })).toBeVisible()
    await editor.deleteEntry('old')
    await expect(page.getByRole('meter', { name: '2 of 10 keys' })).toHaveText(/2 of 10 keys/)
    await expect(page.getByText('1 changed · 1 new · 1 deleted')).toBeVisible()

    // A translator that ignores the page's wish leaves some texts in the old language.
    const language = page.locator('header select').filter({ hasText: '中文' }).first()
    await language.selectOption('zh-CN')
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
    await expect(page.locator('[id="rows.0.value"]')).toHaveValue('今晚八点 🎉!')
    await language.selectOption('en')
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')

    const request = page.waitForRequest((each) => each.method() === 'PATCH')
    await editor.openReview()
    await expect(editor.reviewDialog()).toContainText('今晚八点 🎉!')
    await editor.saveButton().click()
    await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
    const entries = { banner: '今晚八点 🎉!', newkey: 'v'.repeat(1_901) }
    expect((await request).postDataJSON()).toMatchObject({
      changes: [
        { key: 'banner', from: 'Hello', to: entries.banner },
        { key: 'newkey', from: null, to: entries.newkey },
        { key: 'old', from: 'x', to: null },
      ],
    })
    await expect.poll(() => readEntries(id)).toEqual(entries)
    await expect(page.getByText('No changes', { exact: true })).toBeVisible()
    await page.goto(`/rooms/${slug}/history`)
    await translated(page)
    await expect(page.getByText('newkey').first()).toHaveText('newkey')
  })
}
