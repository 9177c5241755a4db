import { expect, test } from '../../fixtures'
import { readEntries } from '../../support/live-service'

const LOGO = 'https://images.example/logo.png'
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('indents JSON while typing, finds its error and its brackets, and saves what the field shows', async ({
  editor,
  createRoom,
  page,
}) => {
  const { id, slug } = await createRoom([['product', '{}']])
  await editor.openLive(slug)
  const value = editor.value('product')
  const row = editor.row('product')
  await value.click()
  await expect(row.getByRole('button', { name: 'Matching bracket' })).toBeVisible()
  await value.press('ControlOrMeta+Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.keyboard.type('"id" 1,\n"list": [1]')
  await expect(value).toHaveValue('{\n  "id" 1,\n  "list": [1]\n}')
  await row.getByRole('button', { name: 'Go to error' }).click()
  await expect(value).toBeFocused()
  await page.keyboard.type(':')
  await expect(row.getByText('Valid JSON')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(value).toHaveValue('{\n  "id" 1,\n  "list": [1]\n}')
  await page.keyboard.type(':')
  await value.press('ControlOrMeta+Home')
  await page.keyboard.press('ControlOrMeta+Shift+Backslash')
  await expect(row.getByText('Matching bracket: line 4, column 1')).toBeVisible()
  await page.keyboard.press('Delete')
  await page.keyboard.type('}')
  const shown = await value.inputValue()
  await page.keyboard.press('Tab')
  await expect(value).not.toBeFocused()
  await editor.save()
  await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  expect(shown).toBe('{\n  "id" :1,\n  "list": [1]\n}')
  expect(await readEntries(id)).toEqual({ product: shown })
})

test('finds text in a long value and scrolls to it', async ({
  editor,
  createRoom,
  page,
  expectAccessible,
}) => {
  const json = JSON.stringify(
    { items: Array.from({ length: 60 }, (_, at) => `item ${at}`) },
    null,
    2,
  )
  const { slug } = await createRoom([['list', json]])
  await editor.openLive(slug)
  const value = editor.value('list')
  const row = editor.row('list')
  await value.click()
  await row.getByRole('button', { name: 'Find', exact: true }).click()
  const search = row.getByRole('textbox', { name: 'Find in this value' })
  await expect(search).toBeFocused()
  await page.keyboard.type('ITEM 42')
  await page.keyboard.press('Enter')
  await expect(row.getByText('1 of 1: line 45, column 6')).toBeVisible()
  await expectAccessible()
  await page.keyboard.press('Escape')
  await expect(value).toBeFocused()
  const { selected, line, top, bottom } = await value.evaluate((field: HTMLTextAreaElement) => ({
    selected: field.value.slice(field.selectionStart, field.selectionEnd),
    line: (field.scrollHeight / field.value.split('\n').length) * 44,
    top: field.scrollTop,
    bottom: field.scrollTop + field.clientHeight,
  }))
  expect(selected).toBe('item 42')
  expect(line).toBeGreaterThan(top)
  expect(line).toBeLessThan(bottom)
})

for (const { locale, show, shown } of [
  { locale: 'en', show: 'Preview image', shown: '1 × 1 px, from images.example' },
  { locale: 'zh-CN', show: '预览图片', shown: '1 × 1 像素，来自 images.example' },
])
  test(`loads the image of a URL when a person asks for it, without a referrer: ${locale}`, async ({
    createRoom,
    page,
    baseURL,
    expectAccessible,
  }) => {
    const requests: (string | undefined)[] = []
    await page.route(`${new URL(LOGO).origin}/**`, (route) => {
      requests.push(route.request().headers().referer)
      return route.fulfill({ contentType: 'image/png', body: PIXEL })
    })
    const { slug } = await createRoom([['logo', LOGO]])
    await page.context().addCookies([{ name: 'locale', value: locale, url: baseURL }])
    await page.goto(`/rooms/${slug}`)
    await page.getByRole('textbox', { name: /^(Value|值)$/ }).click()
    const button = page.getByRole('button', { name: show })
    await expect(button).toBeVisible()
    expect(requests).toEqual([])
    await button.click()
    await expect(page.getByText(shown)).toBeVisible()
    expect(requests).toEqual([undefined])
    await expectAccessible()
  })
