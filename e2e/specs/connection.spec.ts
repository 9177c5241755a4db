import { randomUUID } from 'node:crypto'
import { CONSOLE_PORT, consoleUrl, EMULATOR_PORT, engineSettings } from '../addresses'
import { expect, test } from '../fixtures'
import { ConnectionPage } from '../screens/connection-page'

test.use({ storageState: async ({ person }, use) => use((await person('admin')).state) })

test('an administrator sees where the console leads and as whom, and not the secret', async ({
  page,
  expectedNoise: _,
}) => {
  const connection = new ConnectionPage(page)
  await connection.open()
  await expect(page).toHaveTitle(/^Connection · /)
  const facts = connection.part('Configuration')
  await expect(facts).toContainText(`127.0.0.1:${EMULATOR_PORT}`)
  await expect(facts).toContainText(engineSettings.LIVE_ENGINE_SDK_APP_ID)
  await expect(facts).toContainText(engineSettings.LIVE_ENGINE_IDENTIFIER)
  await expect(facts).toContainText('present, never shown')
  expect(await page.content()).not.toContain(engineSettings.LIVE_ENGINE_SECRET_KEY)
})

test('an administrator tests the connection and is told its answer and the time it took', async ({
  page,
  expectedNoise: _,
}) => {
  const connection = new ConnectionPage(page)
  await connection.open()
  await connection.testButton().click()
  await expect(page.getByText(/^The Live engine answered in [\d,]+ ms\.$/).first()).toBeVisible()
  await expect(page.getByText('The Live engine answers', { exact: true })).toBeVisible()
  const facts = connection.part('Configuration')
  await expect(facts).toContainText(/agree to within \d s/)
  await expect(connection.part('How calls ended')).toContainText(/Since \d+:\d+\s[AP]M: [1-9]/)
})

test('a call that the engine refuses shows up with its code and RequestId', async ({
  page,
  expectedNoise: _,
}) => {
  const connection = new ConnectionPage(page)
  await connection.open()
  await page.request.patch(`${consoleUrl}/api/rooms/practice-plan/metadata`, {
    headers: { origin: consoleUrl, 'idempotency-key': randomUUID() },
    data: { changes: [{ key: randomUUID(), from: null, to: '1' }] },
  })
  // Without a reload: the page asks again by itself.
  const refused = connection.errors().filter({ hasText: '100007' }).first()
  await expect(refused).toContainText('The plan of the app is not active')
  await refused.getByText('Details', { exact: true }).click()
  await expect(refused).toContainText(/RequestId\s*Id-[0-9a-f]{32}/)
})

test('a wrong secret is told by the name of the setting, and that calls have stopped', async ({
  page,
  expectedNoise: _,
}) => {
  const connection = new ConnectionPage(page)
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
    const told = await (await route.fetch()).json()
    const stop = { since: at, until: at, code: 'console.misconfigured' }
    await route.fulfill({ json: { ...told, stop, misconfigured: fault, errors: [fault] } })
  })
  await connection.open()
  await expect(page.getByText('Calls have stopped', { exact: true })).toBeVisible()
  await expect(page.getByText(/Look at LIVE_ENGINE_SECRET_KEY/).first()).toBeVisible()
})

test('each picture has its numbers in words and as a table', async ({ page, expectedNoise: _ }) => {
  const connection = new ConnectionPage(page)
  await connection.open()
  for (const picture of ['How calls ended', 'How long the engine took']) {
    await expect(connection.part(picture)).toContainText(/since \d+:\d+\s[AP]M/i)
    await connection.openTable(picture)
    await expect(connection.table(picture).getByRole('row').nth(1)).toBeVisible()
  }
})

test('the console’s numbers are no door for anybody without their token', async ({ request }) => {
  // No METRICS_TOKEN is set here.
  expect((await request.get(`http://localhost:${CONSOLE_PORT}/api/metrics`)).status()).toBe(404)
})

test('an editor is told that this is for administrators', async ({ as, expectedNoise }) => {
  expectedNoise.push(/403/)
  const page = await as('editor')
  const answer = await page.goto('/connection')
  expect(answer?.status()).toBe(403)
  await expect(page.getByRole('button', { name: 'Test the connection' })).toBeHidden()
  await expect(page.getByText(engineSettings.LIVE_ENGINE_SDK_APP_ID)).toBeHidden()
})

for (const [theme, width] of [
  ['light', 1280],
  ['dark', 375],
] as const) {
  test.describe(`${theme}, ${width} px wide`, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme: theme })

    test('everybody can use the page of the connection', async ({
      page,
      accessible,
      expectedNoise: _,
    }) => {
      const connection = new ConnectionPage(page)
      await connection.open()
      await connection.testButton().click()
      await expect(page.getByText(/answered in/).first()).toBeVisible()
      await connection.openTable('How calls ended')
      await connection.openTable('How long the engine took')
      await accessible()
      await expect(page).toHaveNoSideways()
    })
  })
}

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' })

  test('the page of the connection speaks it', async ({ page, expectedNoise: _ }) => {
    await page.goto('/connection')
    await expect(page.getByRole('heading', { level: 1, name: '连接' })).toBeVisible()
    await page.getByRole('button', { name: '测试连接' }).click()
    await expect(page.getByText(/毫秒内应答/).first()).toBeVisible()
  })
})
