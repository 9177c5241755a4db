import type { Locator } from '@playwright/test'
import { expect, test } from '../../fixtures'

/** Ten keys whose values take one line each, of every kind that rooms have. */
const TEN_KEYS = [
  ['banner', '今晚九点 全场六折 🎉'],
  ['chat_slow_mode', '5'],
  ['countdown', '2026-11-29T20:00:00Z'],
  ['gifts_enabled', 'true'],
  ['host_message', 'Welcome to the autumn show'],
  ['overlay', ''],
  ['pinned_product', '{"id":8812,"title":"羊毛大衣","price":899}'],
  ['poll', '{"question":"下一件看哪件？"}'],
  ['sponsor_logo', 'https://cdn.example.com/logo-autumn.png'],
  ['theme', 'autumn'],
] as const

const MAX_ROW_HEIGHT = 46

async function boxOf(element: Locator) {
  const box = await element.boundingBox()
  if (!box) throw new Error('the element is not shown')
  return box
}

test.describe('on a small laptop', () => {
  test.use({ viewport: { width: 1280, height: 800 } })

  test('shows ten keys of one line without scrolling', async ({
    editor,
    createRoom,
    page,
    expectAccessible,
  }) => {
    const { slug } = await createRoom(TEN_KEYS)
    await editor.openLive(slug)
    const items = page.locator('#rows > li')
    await expect(items).toHaveCount(10)
    await expect(editor.row('pinned_product')).toContainText('Valid JSON')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const saveBar = await boxOf(editor.outcome())
      for (const item of await items.all()) {
        const { y, height } = await boxOf(item)
        expect(height).toBeLessThanOrEqual(MAX_ROW_HEIGHT)
        expect(y + height).toBeLessThanOrEqual(saveBar.y)
      }
      await expect(page.getByRole('button', { name: 'Add key' })).toBeInViewport({ ratio: 1 })
      expect(await page.evaluate(() => scrollY)).toBe(0)
    }
    await expectAccessible()
  })
})

test('names the columns once', async ({ editor, createRoom, page }) => {
  const { slug } = await createRoom(TEN_KEYS)
  await editor.open(slug)
  const table = page.getByRole('region', { name: 'Keys and values' })
  for (const name of ['Key', 'Value', 'Bytes', 'Last change'])
    await expect(table.locator('[aria-hidden]').getByText(name, { exact: true })).toHaveCount(1)
})

test('counts bytes at the row while one types, in words near the limit', async ({
  editor,
  createRoom,
}) => {
  const { slug } = await createRoom([['banner', 'old']])
  await editor.open(slug)
  const row = editor.row('banner')
  await expect(row.getByText('3 / 2,048')).toBeVisible()
  await editor.value('banner').fill('中文')
  await expect(row.getByText('6 / 2,048')).toBeVisible()
  await editor.value('banner').fill('v'.repeat(1_900))
  await expect(row.getByText('148 bytes left')).toBeVisible()
  await editor.value('banner').fill('v'.repeat(2_060))
  await expect(row.getByText('12 bytes too many')).toBeVisible()
})

test('shows the actions of a row on hover and on focus', async ({ editor, createRoom }) => {
  const { slug } = await createRoom([
    ['a', '1'],
    ['b', '2'],
  ])
  await editor.openLive(slug)
  const actionsOf = (key: string) =>
    editor
      .row(key)
      .getByRole('button', { name: `Delete ${key}` })
      .locator('..')
  await editor.page.mouse.move(0, 0)
  await expect(actionsOf('a')).toHaveCSS('opacity', '0')
  await editor.row('a').hover()
  await expect(actionsOf('a')).toHaveCSS('opacity', '1')
  await expect(actionsOf('b')).toHaveCSS('opacity', '0')
  await editor.value('b').focus()
  await expect(actionsOf('b')).toHaveCSS('opacity', '1')
})

test.describe('on a touch screen', () => {
  test.use({ viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true })

  test('stacks the row and always shows its actions', async ({
    editor,
    createRoom,
    page,
    expectAccessible,
  }) => {
    const { slug } = await createRoom(TEN_KEYS)
    await editor.openLive(slug)
    const row = editor.row('banner')
    const key = await boxOf(editor.keyField(row))
    const value = await boxOf(editor.valueField(row))
    expect(value.y).toBeGreaterThan(key.y + key.height)
    expect(value.width).toBeGreaterThan(300)
    const remove = row.getByRole('button', { name: 'Delete banner' })
    await expect(remove.locator('..')).toHaveCSS('opacity', '1')
    const { width, height } = await boxOf(remove)
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24)
    await expect(page).toHaveNoHorizontalScroll()
    await expectAccessible()
  })
})

for (const width of [1280, 375]) {
  test(`opens the second line of a row below it and closes it once nothing can move: ${width} px`, async ({
    editor,
    createRoom,
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 })
    const { slug } = await createRoom([
      ['a', '{"id":1}'],
      ['b', '{"id":2}'],
      ['c', '{"id":3}'],
    ])
    await editor.openLive(slug)
    const format = (key: string) => editor.row(key).getByRole('button', { name: 'Format' })
    const topOf = async (key: string) => (await boxOf(editor.value(key))).y
    await expect(format('a')).toBeHidden()
    const [a, b, c] = [await topOf('a'), await topOf('b'), await topOf('c')]
    await editor.value('a').click()
    await expect(format('a')).toBeVisible()
    expect(await topOf('a')).toBe(a)
    const opened = await topOf('c')
    expect(opened).toBeGreaterThan(c)
    await editor.value('c').click()
    await expect(format('c')).toBeVisible()
    expect(await topOf('c')).toBe(opened)
    await editor.value('b').click()
    await expect(format('c')).toBeHidden()
    await editor.page.getByRole('heading', { level: 1 }).click()
    await expect(format('a')).toBeHidden()
    expect(await topOf('b')).toBe(b)
  })
}
