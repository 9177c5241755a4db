import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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
