import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { engineSettings } from '../addresses'
import { expect, test } from '../fixtures'

const looks = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 375 },
] as const

for (const { theme, width } of looks) {
  test.describe(`${theme}, ${width} px wide`, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme: theme })

    test('everybody can use the finder', async ({ finder, accessible, page }) => {
      await finder.open()
      await expect(finder.rooms()).toHaveCount(20)
      await accessible()
      await expect(page).toHaveNoSideways()
    })

    test('everybody can use the editor: untouched, with a draft, with errors, in review', async ({
      editor,
      room,
      accessible,
      page,
    }) => {
      const { slug } = await room([
        ['banner', 'Hello'],
        ['odd ', 'zero\u200bwidth'],
        ['json', '{"a": 1}'],
      ])
      await editor.open(slug)
      await expect(editor.rows()).toHaveCount(3)
      await accessible()
      await editor.remove('json')
      await editor.value('banner').fill('v'.repeat(2050))
      await editor.reviewButton().click()
      await expect(editor.summary()).toBeVisible()
      await accessible()
      await expect(page).toHaveNoSideways()
      await editor.value('banner').fill('Bye')
      await editor.openReview()
      await expect(editor.saveButton()).toBeVisible()
      await accessible()
      await expect(page).toHaveNoSideways()
    })
  })
}

test('no page runs a script that is not its own', async ({ page, finder }) => {
  const answer = await page.goto('/rooms')
  const policy = answer?.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("'strict-dynamic'")
  expect(policy).toContain("require-trusted-types-for 'script'")
  expect(policy).not.toContain('unsafe-eval')
  await expect(finder.rooms()).toHaveCount(20)
})

test('the secret is in no file that a browser can load', async () => {
  const folder = join(import.meta.dirname, '../../.next/static')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  expect(files.length).toBeGreaterThan(5)
  for (const { parentPath, name } of files) {
    const text = readFileSync(join(parentPath, name), 'latin1')
    for (const word of [
      engineSettings.LIVE_ENGINE_SECRET_KEY,
      'LIVE_ENGINE_SECRET',
      'usersig',
      'demo-secret',
    ]) {
      expect(text.includes(word), `${word} in ${name}`).toBe(false)
    }
  }
})
