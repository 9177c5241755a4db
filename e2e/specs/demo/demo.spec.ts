import type { Page } from '@playwright/test'
import { expect, test } from '../../fixtures'
import { EditorPage } from '../../pages/editor-page'
import { startDemo } from '../../support/servers'
import { CONSOLE_PORT } from '../../support/test-settings'

const PORT = CONSOLE_PORT + 5
const demoUrl = `http://localhost:${PORT}`

/** The words of the demo in one language. */
const LANGUAGES = [
  {
    locale: 'en',
    continueAsEditor: 'Continue as editor (Edo)',
    banner: /^Demo\./,
    link: 'Try the practice rooms',
    intro: 'Practice room: partly saved',
    aspects: ['What happens', 'What to try', 'What you should see'],
    value: 'Value',
  },
  {
    locale: 'zh-CN',
    continueAsEditor: '以编辑者身份继续（Edo）',
    banner: /^演示模式。/,
    link: '进入练习直播间',
    intro: '练习直播间：部分已保存',
    aspects: ['会发生什么', '可以试什么', '应该看到什么'],
    value: '值',
  },
]

test.describe('the demo', () => {
  // One demo for all tests, which start it once in their worker.
  test.describe.configure({ mode: 'serial' })
  test.use({ baseURL: demoUrl, storageState: { cookies: [], origins: [] } })

  let stop = async (): Promise<unknown> => undefined
  test.beforeAll(async () => {
    stop = (await startDemo(PORT)).stop
  })
  test.afterAll(() => stop())

  async function continueAsEditor(page: Page, name: string) {
    await page.goto(`${demoUrl}/rooms`)
    await page.getByRole('button', { name, exact: true }).click()
    await expect(page).toHaveURL(/\/rooms$/)
  }

  for (const { locale, ...words } of LANGUAGES) {
    test(`leads from signing in to a practice room that explains itself: ${locale}`, async ({
      page,
      expectAccessible,
    }) => {
      await page.context().addCookies([{ name: 'locale', value: locale, url: demoUrl }])
      await page.goto(`${demoUrl}/sign-in`)
      await expect(page.getByText(words.banner)).toBeVisible()
      await expect(page.getByRole('link', { name: words.link })).toHaveCount(0)
      await expectAccessible()
      await continueAsEditor(page, words.continueAsEditor)
      await page.getByRole('link', { name: words.link }).click()
      await expect(page).toHaveURL(/\/rooms\?search=practice-$/)
      await page.locator('a[href="/rooms/practice-partial"]').first().click()
      const intro = page.getByRole('region', { name: words.intro })
      for (const aspect of words.aspects) await expect(intro.getByText(aspect)).toBeVisible()
      await expect(intro.getByRole('definition')).toHaveText([/\S/, /banner.*gifts_enabled/, /\S/])
      await expect(
        page.getByRole('textbox', { name: words.value, exact: true }).first(),
      ).toBeEnabled()
      await expect(page).toHaveNoHorizontalScroll()
      await expectAccessible()
    })
  }

  test('introduces practice rooms only', async ({ page }) => {
    await continueAsEditor(page, 'Continue as editor (Edo)')
    const editor = new EditorPage(page)
    await editor.open('fashion-week-01')
    await expect(editor.value('theme')).toBeVisible()
    await expect(page.getByRole('region', { name: /^Practice room/ })).toHaveCount(0)
  })

  test('shows in the practice room what its introduction says', async ({ page }) => {
    await continueAsEditor(page, 'Continue as editor (Edo)')
    const editor = new EditorPage(page)
    await editor.open('practice-partial')
    await editor.value('banner').fill('Practice makes calmer')
    await editor.deleteEntry('gifts_enabled')
    await editor.save()
    await expect(page.getByText('Partly saved', { exact: true }).first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Retry the rest' })).toBeVisible()
  })
})

test('outside the demo no page has anything of it', async ({ editor, page, openPageAs }) => {
  await editor.open('practice-partial')
  await expect(editor.value('banner')).toBeVisible()
  for (const path of ['/rooms/practice-partial', '/rooms', '/sign-in']) {
    const html = await (await page.request.get(path)).text()
    expect(html).not.toMatch(/Practice room:|practice rooms|Continue as editor|demo-editor/)
  }
  const signedOut = await openPageAs(null)
  await signedOut.goto('/sign-in')
  await expect(signedOut.getByRole('textbox').first()).toBeVisible()
  await expect(signedOut.getByRole('button', { name: /^Continue as/ })).toHaveCount(0)
})
