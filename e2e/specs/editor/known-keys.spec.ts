import { randomUUID } from 'node:crypto'
import { expect } from '../../fixtures'
import { test } from '../../support/catalogue-test'
import { readEntries } from '../../support/live-service'
import { holdReplies } from '../../support/page-scripts'
import { recordPositions } from '../../support/recorders'

const PRODUCT = '{"id": 8812, "price": 19.9}'

test('keeps a misspelt boolean and a lost brace off air where the catalogue blocks', async ({
  editor,
  createRoom,
  describeKey,
  page,
  expectAccessible,
}) => {
  const gifts = await describeKey('gifts', { type: 'boolean', severity: 'block' })
  const product = await describeKey('product', { type: 'json', severity: 'block' })
  const entries = { [gifts]: 'true', [product]: PRODUCT }
  const { id, slug } = await createRoom(Object.entries(entries))
  await editor.open(slug)
  await editor.row(gifts).getByRole('switch').focus()
  await editor
    .row(gifts)
    .getByRole('button', { name: `Edit ${gifts} as text` })
    .click()
  await editor.value(gifts).fill('flase')
  await expect(editor.row(gifts).getByText('Neither true nor false')).toBeVisible()
  await editor.value(product).press('ControlOrMeta+End')
  await page.keyboard.press('Backspace')
  await expect(editor.row(product).getByText('Not valid JSON')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+s')
  const dialog = editor.reviewDialog()
  await expect(dialog).toContainText('These 2 values can’t be saved')
  await expectAccessible()
  await page.keyboard.press('ControlOrMeta+s')
  await page.keyboard.press('ControlOrMeta+s')
  await expect(editor.saveButton()).toHaveCount(0)
  await dialog.getByRole('button', { name: `Fix ${product}` }).click()
  await expect(editor.value(product)).toBeFocused()
  await page.keyboard.type('}')
  await editor.value(gifts).fill('false')
  await editor.save()
  await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  expect(await readEntries(id)).toEqual({ ...entries, [gifts]: 'false' })
})

test('refuses a blocked value that is sent without the editor, and names its key', async ({
  createRoom,
  describeKey,
  page,
}) => {
  const gifts = await describeKey('gifts', { type: 'boolean', severity: 'block' })
  const { id, slug } = await createRoom([[gifts, 'true']])
  const response = await page.request.patch(`/api/rooms/${slug}/metadata`, {
    headers: {
      'sec-fetch-site': 'same-origin',
      'idempotency-key': randomUUID(),
    },
    data: { changes: [{ key: gifts, from: 'true', to: 'flase' }] },
  })
  expect(response.status()).toBe(422)
  expect(await response.json()).toMatchObject({
    error: { code: 'catalogue.blocked', entries: [{ key: gifts, at: 'value' }] },
  })
  expect(await readEntries(id)).toEqual({ [gifts]: 'true' })
})

test('warns before a misspelt boolean goes on air, and the history says that it was seen', async ({
  editor,
  createRoom,
  describeKey,
  page,
}) => {
  const gifts = await describeKey('gifts', { type: 'boolean' })
  const { id, slug } = await createRoom([['banner', 'Hello']])
  await editor.open(slug)
  await editor.addEntry(gifts, 'flase')
  await editor.openReview()
  await expect(editor.reviewDialog()).toContainText(`${gifts} is neither true nor false.`)
  await editor.saveButton().click()
  await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  expect(await readEntries(id)).toEqual({ banner: 'Hello', [gifts]: 'flase' })
  await page.goto(`/rooms/${slug}/history`)
  await page.getByRole('button', { name: 'Show' }).first().click()
  await expect(page.getByText('Saved despite this warning:')).toBeVisible()
})

test('edits values with the controls that fit them', async ({
  editor,
  createRoom,
  describeKey,
  page,
}) => {
  const gifts = await describeKey('gifts', { type: 'boolean' })
  const theme = await describeKey('theme', { type: 'choice', choices: ['spring', 'autumn'] })
  const colour = await describeKey('colour', { type: 'colour' })
  const next = await describeKey('next', { type: 'date-time' })
  const { id, slug } = await createRoom([
    [gifts, 'true'],
    [theme, 'autumn'],
    [colour, '#c8102e'],
    [next, '2026-03-01T12:00:00Z'],
  ])
  await editor.open(slug)
  await editor.row(gifts).getByRole('switch').click()
  await editor.row(theme).getByRole('combobox').selectOption('spring')
  await editor.row(colour).getByLabel('Value', { exact: true }).fill('#00ff00')
  const time = editor.row(next).getByLabel('Value', { exact: true })
  const shown = await time.inputValue()
  await time.fill(shown.replace('-03-01', '-03-02'))
  await editor.save()
  await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  expect(await readEntries(id)).toEqual({
    [gifts]: 'false',
    [theme]: 'spring',
    [colour]: '#00ff00',
    [next]: '2026-03-02T12:00:00Z',
  })
})

for (const width of [1280, 375]) {
  test(`moves nothing when the catalogue arrives: ${width} px wide`, async ({
    editor,
    createRoom,
    describeKey,
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 })
    const description = 'Shows or hides the gift button for all viewers at once. '.repeat(5)
    const gifts = await describeKey('a_gifts', { type: 'boolean', description })
    const next = await describeKey('a_next', { type: 'date-time', description })
    const wrong = await describeKey('b_wrong', { type: 'boolean', description })
    const { slug } = await createRoom([
      [gifts, 'true'],
      [next, '2026-03-01T12:00:00Z'],
      [wrong, 'flase'],
      ['zz_last', 'Hello'],
    ])
    const release = await holdReplies(page, '**/api/catalogue', 'GET')
    await editor.openLive(slug)
    const last = editor.value('zz_last')
    await last.click()
    const stop = await recordPositions(last)
    release()
    await expect(editor.row(gifts).getByRole('switch')).toBeVisible()
    await expect(editor.row('zz_last').getByText('Not in the key catalogue')).toBeVisible()
    await page.keyboard.type('!')
    expect(await stop()).toHaveLength(1)
    await expect(last).toHaveValue('Hello!')
    await expect(page).toHaveNoHorizontalScroll()
  })
}

test('keeps idle rows as high as rows of text, except with a finding', async ({
  editor,
  createRoom,
  describeKey,
}) => {
  const gifts = await describeKey('a_gifts', { type: 'boolean' })
  const next = await describeKey('b_next', { type: 'date-time' })
  const theme = await describeKey('c_theme', { type: 'choice', choices: ['spring', 'autumn'] })
  const wrong = await describeKey('d_wrong', { type: 'number' })
  const { slug } = await createRoom([
    [gifts, 'true'],
    [next, '2026-03-01T20:00:00+08:00'],
    [theme, 'autumn'],
    [wrong, '5,5'],
    ['zz_unknown', 'Hello'],
  ])
  await editor.openLive(slug)
  await expect(editor.row(gifts).getByRole('switch')).toBeVisible()
  await expect(editor.row(wrong).getByText('Not a number')).toBeVisible()
  await expect(editor.row('zz_unknown').getByText('Not in the key catalogue')).toBeHidden()
  const heightOf = async (key: string) => (await editor.row(key).boundingBox())?.height
  const height = await heightOf('zz_unknown')
  for (const key of [gifts, next, theme]) expect(await heightOf(key)).toBe(height)
})

test('suggests known keys, marks others, and opens a link', async ({
  editor,
  createRoom,
  describeKey,
  page,
}) => {
  const sponsor = await describeKey('sponsor', {
    type: 'url',
    description: 'The logo in the corner',
    example: 'https://cdn.example.com/logo.png',
  })
  const { slug } = await createRoom([['other', 'x']])
  await editor.open(slug)
  await page.getByRole('button', { name: 'Add key', exact: true }).click()
  await editor.keyField(editor.newRow()).fill('spons')
  await page.getByRole('button', { name: `Use the key ${sponsor}` }).click()
  await expect(editor.value(sponsor)).toBeFocused()
  await page.keyboard.type('https://cdn.example.com/a.png')
  await expect(editor.row(sponsor).getByRole('link', { name: 'Open' })).toHaveAttribute(
    'href',
    'https://cdn.example.com/a.png',
  )
  await page.getByRole('button', { name: `About ${sponsor}` }).click()
  await expect(editor.row(sponsor).getByText('https://cdn.example.com/logo.png')).toBeVisible()
})

test('speaks Chinese about a value that fails its check', async ({
  editor,
  createRoom,
  describeKey,
  page,
  baseURL,
}) => {
  const gifts = await describeKey('gifts', { type: 'boolean', severity: 'block' })
  const { slug } = await createRoom([[gifts, 'flase']])
  await page.context().addCookies([{ name: 'locale', value: 'zh-CN', url: baseURL }])
  await editor.open(slug)
  await expect(page.getByText('既不是 true 也不是 false')).toBeVisible()
  await page.getByRole('textbox', { name: '值' }).fill('True')
  await page.keyboard.press('ControlOrMeta+s')
  await expect(page.getByText(/^键目录不允许保存以下 1 个值/)).toBeVisible()
})

test('controls and help are accessible', async ({
  editor,
  createRoom,
  describeKey,
  page,
  expectAccessible,
}) => {
  const description = 'A key of this test'
  const names = [
    await describeKey('gifts', { type: 'boolean', description, severity: 'block' }),
    await describeKey('theme', { type: 'choice', choices: ['a', 'b'], description }),
    await describeKey('goal', { type: 'number', description, protected: true }),
    await describeKey('colour', { type: 'colour', description }),
    await describeKey('next', { type: 'date-time', description }),
    await describeKey('logo', { type: 'url', description, byteLimit: 5 }),
  ]
  const values = ['true', 'a', '5', '#c8102e', '2026-03-01T12:00:00Z', 'https://example.com/']
  const { slug } = await createRoom(names.map((name, index) => [name, values[index] ?? '']))
  await editor.open(slug)
  await page.getByRole('switch').focus()
  await page.getByRole('button', { name: /^About gifts/ }).click()
  await page.getByRole('button', { name: 'Add key', exact: true }).click()
  await expectAccessible()
})
