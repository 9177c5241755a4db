import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import en from '@/lib/shared/i18n/messages/en.json' with { type: 'json' }
import parts from '@/lib/shared/i18n/messages/parts/en.json' with { type: 'json' }
import { expect, test } from '../../fixtures'
import { liveServiceSettings } from '../../support/test-settings'

test('the content security policy allows only the scripts of the console', async ({
  page,
  roomsPage,
}) => {
  const response = await page.goto('/rooms')
  const policy = response?.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("'strict-dynamic'")
  expect(policy).toContain("require-trusted-types-for 'script'")
  expect(policy).not.toContain('unsafe-eval')
  await expect(roomsPage.roomItems()).toHaveCount(20)
})

test('no file that a browser can load contains the secret', async () => {
  const folder = join(import.meta.dirname, '../../../.next/static')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  expect(files.length).toBeGreaterThan(5)
  for (const { parentPath, name } of files) {
    const text = readFileSync(join(parentPath, name), 'latin1')
    for (const word of [
      liveServiceSettings.LIVE_ENGINE_SECRET_KEY,
      'LIVE_ENGINE_SECRET',
      'usersig',
      'demo-secret',
    ]) {
      expect(text.includes(word), `${word} in ${name}`).toBe(false)
    }
  }
})

test('the sign-in page contains no message of another page', async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL, storageState: { cookies: [], origins: [] } })
  const response = await page.goto('/sign-in')
  const html = (await response?.text()) ?? ''
  expect(html).toContain('Password')
  const { connection, people, editor } = en
  const { history, review, import: imports, live } = parts
  const messages = [connection, people, history, editor, review, imports, live].flatMap(
    (namespace) => Object.values(namespace),
  )
  for (const message of messages.filter((text) => typeof text === 'string' && text.length > 15)) {
    expect(html, `“${message}” is not for this page`).not.toContain(message)
  }
  expect(html).not.toContain('LIVE_WEBHOOK_TOKEN')
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(30 * 1024)
  await page.close()
})
