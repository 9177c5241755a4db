import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, test } from '../../fixtures'
import { ConnectionPage } from '../../pages/connection-page'
import {
  CONSOLE_PORT,
  consoleUrl,
  EMULATOR_PORT,
  liveServiceSettings,
} from '../../support/test-settings'

test.use({
  storageState: async ({ personWithRole }, use) => use((await personWithRole('admin')).state),
})

test('shows the address and the identifier but not the secret', async ({
  page,
  expectedErrors: _,
}) => {
  const connection = new ConnectionPage(page)
  await connection.open()
  await expect(page).toHaveTitle(/^(\(\d+\) )?Connection · /)
  const facts = connection.section('Configuration')
  await expect(facts).toContainText(`127.0.0.1:${EMULATOR_PORT}`)
  await expect(facts).toContainText(liveServiceSettings.LIVE_ENGINE_SDK_APP_ID)
  await expect(facts).toContainText(liveServiceSettings.LIVE_ENGINE_IDENTIFIER)
  await expect(facts).toContainText('set, never shown')
  await expect(facts).not.toContainText('TRUSTED_PROXY')
  expect(await page.content()).not.toContain(liveServiceSettings.LIVE_ENGINE_SECRET_KEY)
})

test('tests the connection and shows the result and the response time', async ({
  page,
  expectedErrors: _,
}) => {
  const connection = new ConnectionPage(page)
  await connection.open()
  await connection.testButton().click()
  await expect(page.getByText(/^The Live service replied in [\d,]+ ms\.$/).first()).toBeVisible()
  await expect(page.getByText('The Live service is responding', { exact: true })).toBeVisible()
  const facts = connection.section('Configuration')
  await expect(facts).toContainText(/differ by at most \d s/)
  await expect(connection.section('Calls by result')).toContainText(/Since \d+:\d+\s[AP]M: [1-9]/)
})

test('lists a refused call with its code and RequestId', async ({ page, expectedErrors: _ }) => {
  const connection = new ConnectionPage(page)
  await connection.open()
  await page.request.patch(`${consoleUrl}/api/rooms/practice-plan/metadata`, {
    headers: { origin: consoleUrl, 'idempotency-key': randomUUID() },
    data: { changes: [{ key: randomUUID(), from: null, to: '1' }] },
  })
  // The page refreshes by itself, so the test does not reload it.
  const refused = connection.recentErrors().filter({ hasText: '100007' }).first()
  await expect(refused).toContainText('The app’s plan isn’t active')
  await refused.getByText('Details', { exact: true }).click()
  await expect(refused).toContainText(/RequestId\s*Id-[0-9a-f]{32}/)
})

/** Makes the page show a fault that happened once: the secret is wrong. */
async function showWrongSecret(page: Page) {
  const at = new Date().toISOString()
  const fault = {
    at,
    times: 1,
    command: 'get_room_metadata',
    code: 'console.misconfigured',
    engine: { code: 70009, requestId: 'Id-of-a-test' },
    setting: 'LIVE_ENGINE_SECRET_KEY',
    detail: null,
  }
  await page.route('**/api/connection', async (route) => {
    const reply = await (await route.fetch()).json()
    const stop = { since: at, until: at, code: 'console.misconfigured' }
    await route.fulfill({ json: { ...reply, stop, misconfigured: fault, errors: [fault] } })
  })
}

test('names the setting when the secret is wrong and says that calls have stopped', async ({
  page,
  expectedErrors: _,
}) => {
  await showWrongSecret(page)
  await new ConnectionPage(page).open()
  await expect(page.getByText('Calls have stopped', { exact: true })).toBeVisible()
  await expect(page.getByText(/Check LIVE_ENGINE_SECRET_KEY/).first()).toBeVisible()
})

for (const { locale, errors, once } of [
  { locale: 'en-US', errors: 'Recent errors', once: 'once' },
  { locale: 'zh-CN', errors: '最近的错误', once: '一次' },
]) {
  test.describe(() => {
    test.use({ locale })

    test(`says of an error that it happened once, not in a row: ${locale}`, async ({
      page,
      expectedErrors: _,
    }) => {
      const connection = new ConnectionPage(page)
      await showWrongSecret(page)
      await connection.open()
      await expect(connection.section(errors).getByText(once, { exact: true })).toBeVisible()
    })
  })
}

test('offers the numbers of each chart as text and as a table', async ({
  page,
  expectedErrors: _,
}) => {
  const connection = new ConnectionPage(page)
  await connection.open()
  for (const chart of ['Calls by result', 'Response time']) {
    await expect(connection.section(chart)).toContainText(/since \d+:\d+\s[AP]M/i)
    await connection.openChartTable(chart)
    await expect(connection.chartTable(chart).getByRole('row').nth(1)).toBeVisible()
  }
})

test('hides the metrics endpoint when no token is set', async ({ request }) => {
  // The browser tests set no METRICS_TOKEN.
  expect((await request.get(`http://localhost:${CONSOLE_PORT}/api/metrics`)).status()).toBe(404)
})

test('refuses the connection page to an editor', async ({ openPageAs, expectedErrors }) => {
  expectedErrors.push(/403/)
  const page = await openPageAs('editor')
  const response = await page.goto('/connection')
  expect(response?.status()).toBe(403)
  await expect(page.getByRole('button', { name: 'Test connection' })).toBeHidden()
  await expect(page.getByText(liveServiceSettings.LIVE_ENGINE_SDK_APP_ID)).toBeHidden()
})

for (const [theme, width] of [
  ['light', 1280],
  ['dark', 375],
] as const) {
  test.describe(`${theme}, ${width} px wide`, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme: theme })

    test('the connection page is accessible', async ({
      page,
      expectAccessible,
      expectedErrors: _,
    }) => {
      const connection = new ConnectionPage(page)
      await connection.open()
      await connection.testButton().click()
      await expect(page.getByText(/replied in/).first()).toBeVisible()
      await connection.openChartTable('Calls by result')
      await connection.openChartTable('Response time')
      await expectAccessible()
      await expect(page).toHaveNoHorizontalScroll()
    })
  })
}

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' })

  test('shows the connection page in Chinese', async ({ page, expectedErrors: _ }) => {
    await page.goto('/connection')
    await expect(page.getByRole('heading', { level: 1, name: '连接' })).toBeVisible()
    await page.getByRole('button', { name: '测试连接' }).click()
    await expect(page.getByText(/毫秒内响应/).first()).toBeVisible()
  })
})
