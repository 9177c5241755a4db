import type { Page } from '@playwright/test'
import { expect, test } from '../../fixtures'

/** Makes the header fail, from within the browser, until it is repaired. */
async function breakHeader(page: Page) {
  await page.addInitScript(() => {
    window.addEventListener = new Proxy(window.addEventListener, {
      apply(addListener, _, parameters) {
        // The theme select subscribes to this event.
        if (parameters[0] === 'lookschange' && window.name !== 'repaired')
          throw new Error('the header fails on purpose')
        return Reflect.apply(addListener, window, parameters)
      },
    })
  })
  return {
    repair: () =>
      page.evaluate(() => {
        window.name = 'repaired'
      }),
  }
}

for (const { locale, title, retry, search } of [
  { locale: 'en-US', title: 'Something went wrong', retry: 'Try again', search: 'Search rooms' },
  { locale: 'zh-CN', title: '出错了', retry: '重试', search: '搜索直播间' },
]) {
  test.describe(() => {
    test.use({ locale })

    test(`a layout that fails is replaced by a page that offers to try again: ${locale}`, async ({
      page,
      roomsPage,
      expectAccessible,
      expectedErrors,
    }) => {
      expectedErrors.push(/the header fails on purpose/)
      const header = await breakHeader(page)
      await roomsPage.open()
      await expect(page.getByRole('heading', { name: title })).toBeVisible()
      await expect(page).toHaveTitle(title === '出错了' ? '出错了 · 直播间控制台' : /Something/)
      await expect(page.getByRole('banner')).toHaveCount(0)
      await expectAccessible()

      await header.repair()
      await page.getByRole('button', { name: retry }).click()
      await expect(page.getByRole('searchbox', { name: search })).toBeVisible()
      await expect(page.getByRole('banner')).toBeVisible()
    })
  })
}
