import { expect, test } from '../../fixtures'
import { readEntries } from '../../support/live-service'

test('keeps text over the limit, shows the excess and does not send it', async ({
  editor,
  createRoom,
}) => {
  const { id, slug } = await createRoom([['banner', 'Hello']])
  await editor.open(slug)
  const long = `${'👨‍👩‍👧‍👦'.repeat(81)}${'v'.repeat(25)}`
  await editor.value('banner').fill(long)
  await expect(editor.row('banner')).toContainText('2 bytes too many')
  await expect(editor.value('banner')).toHaveValue(long)
  await editor.reviewButton().click()
  await expect(editor.errorSummary()).toBeFocused()
  await expect(editor.page).toHaveTitle(/^Error: /)
  await editor.errorSummary().getByRole('button').click()
  await expect(editor.value('banner')).toBeFocused()
  await editor.value('banner').fill(long.slice(0, -2))
  await expect(editor.errorSummary()).toBeHidden()
  await editor.save()
  await expect.poll(() => readEntries(id)).toEqual({ banner: long.slice(0, -2) })
})

test('explains that a room has too many bytes', async ({ editor, createRoom }) => {
  const { slug } = await createRoom(
    Array.from({ length: 8 }, (_, at) => [`k${at}`, 'v'.repeat(2048)] as const),
  )
  await editor.open(slug)
  await editor.addEntry('k8', 'v')
  await editor.addEntry('k9', '')
  await editor.reviewButton().click()
  await expect(editor.errorSummary()).toContainText('16,385 bytes')
  await editor.value('k8').fill('')
  await expect(editor.errorSummary()).toBeHidden()
})

test('marks a duplicate key on both rows', async ({ editor, createRoom }) => {
  const { slug } = await createRoom([['banner', 'Hello']])
  await editor.open(slug)
  await editor.addEntry('other', 'x')
  await editor.keyField(editor.row('other')).fill('banner')
  await expect(editor.page.getByText('This key is used twice.', { exact: false })).toHaveCount(2)
})

test('keeps unusual keys and values byte for byte', async ({ editor, createRoom }) => {
  const entries = {
    ...JSON.parse('{"__proto__": "p"}'),
    constructor: 'c',
    'a ': 'blank',
    A: 'upper',
    a: 'lower',
    crlf: 'one\r\ntwo',
    markup: '</script>{{7*7}}=cmd()\u2028',
  }
  const { id, slug } = await createRoom(Object.entries<string>(entries))
  await editor.open(slug)
  await editor.value('__proto__').fill('changed')
  await editor.save()
  await expect(editor.page.getByText(/^Saved and confirmed at/)).toBeVisible()
  const after = await readEntries(id)
  expect(Object.entries(after).sort()).toEqual(
    Object.entries({ ...entries, ...JSON.parse('{"__proto__": "changed"}') }).sort(),
  )
})

for (const id of [`a/b ?#%~.`, `..`, `"quoted" 'id'`]) {
  test(`finds and edits a room with the id ${id}`, async ({ editor, roomsPage, createRoom }) => {
    const unique = `${id}${Math.random().toString(36).slice(2, 8)}`
    await createRoom([['banner', 'Hello']], unique)
    await roomsPage.open()
    await roomsPage.search().fill(unique)
    await roomsPage.openByIdLink(unique).click()
    await editor.value('banner').fill('Bye')
    await editor.save()
    await expect.poll(() => readEntries(unique)).toEqual({ banner: 'Bye' })
  })
}

test('validates JSON while typing and formats it only on request', async ({
  editor,
  createRoom,
}) => {
  const { slug } = await createRoom([['product', '{"id":1}']])
  await editor.open(slug)
  const row = editor.row('product')
  await expect(row).toContainText('Valid JSON')
  await editor.value('product').fill('{"id":144115233775727695,}')
  await expect(row).toContainText('line 1, column 26')
  await editor.value('product').fill('{"id":144115233775727695}')
  await row.getByRole('button', { name: 'Format' }).click()
  await expect(editor.value('product')).toHaveValue('{\n  "id": 144115233775727695\n}')
})

test('shows invisible characters', async ({ editor, createRoom }) => {
  const { slug } = await createRoom([['hidden', 'zero\u200bwidth ']])
  await editor.open(slug)
  await expect(editor.row('hidden')).toContainText('1 invisible character')
  await expect(editor.row('hidden')).toContainText('1 trailing space')
  await editor.row('hidden').getByRole('button', { name: 'Show' }).click()
  await expect(editor.row('hidden').getByText('ZWSP')).toBeVisible()
})

test('shows a key of 50 bytes as a whole', async ({ editor, createRoom }) => {
  const key = 'campaign_2026_autumn_sponsor_banner_left_corner_v1'
  const { slug } = await createRoom([[key, 'x']])
  await editor.open(slug)
  const hidden = await editor.keyField(editor.row(key)).evaluate((field) => ({
    width: field.scrollWidth - field.clientWidth,
    height: field.scrollHeight - field.clientHeight,
  }))
  expect(hidden).toEqual({ width: 0, height: 0 })
  await editor.keyField(editor.row(key)).press('Enter')
  await expect(editor.value(key)).toBeFocused()
  await expect(editor.keyField(editor.row(key))).toHaveValue(key)
})
