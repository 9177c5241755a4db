import { readEntries } from '../engine'
import { expect, test } from '../fixtures'

test('what is typed past a limit is shown by how much, never cut, and not sent', async ({
  editor,
  room,
}) => {
  const { id, slug } = await room([['banner', 'Hello']])
  await editor.open(slug)
  const long = `${'👨‍👩‍👧‍👦'.repeat(81)}${'v'.repeat(25)}`
  await editor.value('banner').fill(long)
  await expect(editor.row('banner')).toContainText('2 bytes too many')
  await expect(editor.value('banner')).toHaveValue(long)
  await editor.reviewButton().click()
  await expect(editor.summary()).toBeFocused()
  await expect(editor.page).toHaveTitle(/^Error: /)
  await editor.summary().getByRole('button').click()
  await expect(editor.value('banner')).toBeFocused()
  await editor.value('banner').fill(long.slice(0, -2))
  await expect(editor.summary()).toBeHidden()
  await editor.save()
  await expect.poll(() => readEntries(id)).toEqual({ banner: long.slice(0, -2) })
})

test('an eleventh key and a byte too many in the room are explained', async ({ editor, room }) => {
  const { slug } = await room(
    Array.from({ length: 8 }, (_, at) => [`k${at}`, 'v'.repeat(2048)] as const),
  )
  await editor.open(slug)
  await editor.add('k8', 'v')
  await editor.add('k9', '')
  await editor.reviewButton().click()
  await expect(editor.summary()).toContainText('16,385 bytes')
  await editor.value('k8').fill('')
  await expect(editor.summary()).toBeHidden()
})

test('a key that is there twice is flagged on both rows', async ({ editor, room }) => {
  const { slug } = await room([['banner', 'Hello']])
  await editor.open(slug)
  await editor.add('other', 'x')
  await editor.keyIn(editor.row('other')).fill('banner')
  await expect(editor.page.getByText('This key is here twice.', { exact: false })).toHaveCount(2)
})

test('keys with special names and values with odd text survive byte for byte', async ({
  editor,
  room,
}) => {
  const entries = {
    ...JSON.parse('{"__proto__": "p"}'),
    constructor: 'c',
    'a ': 'blank',
    A: 'upper',
    a: 'lower',
    crlf: 'one\r\ntwo',
    markup: '</script>{{7*7}}=cmd()\u2028',
  }
  const { id, slug } = await room(Object.entries<string>(entries))
  await editor.open(slug)
  await editor.value('__proto__').fill('changed')
  await editor.save()
  await expect(editor.page.getByText(/^Saved\. Read back at/)).toBeVisible()
  const after = await readEntries(id)
  expect(Object.entries(after).sort()).toEqual(
    Object.entries({ ...entries, ...JSON.parse('{"__proto__": "changed"}') }).sort(),
  )
})

for (const id of [`a/b ?#%~.`, `..`, `"quoted" 'id'`]) {
  test(`a room with the id ${id} is found and edited`, async ({ editor, finder, room }) => {
    const unique = `${id}${Math.random().toString(36).slice(2, 8)}`
    await room([['banner', 'Hello']], unique)
    await finder.open()
    await finder.search().fill(unique)
    await finder.openById(unique).click()
    await editor.value('banner').fill('Bye')
    await editor.save()
    await expect.poll(() => readEntries(unique)).toEqual({ banner: 'Bye' })
  })
}

test('JSON is checked while it is typed, and formatted only when asked', async ({
  editor,
  room,
}) => {
  const { slug } = await room([['product', '{"id":1}']])
  await editor.open(slug)
  const row = editor.row('product')
  await expect(row).toContainText('JSON, valid')
  await editor.value('product').fill('{"id":144115233775727695,}')
  await expect(row).toContainText('line 1, column 26')
  await editor.value('product').fill('{"id":144115233775727695}')
  await row.getByRole('button', { name: 'Format' }).click()
  await expect(editor.value('product')).toHaveValue('{\n  "id": 144115233775727695\n}')
})

test('what cannot be seen is shown', async ({ editor, room }) => {
  const { slug } = await room([['hidden', 'zero\u200bwidth ']])
  await editor.open(slug)
  await expect(editor.row('hidden')).toContainText('1 invisible character')
  await expect(editor.row('hidden')).toContainText('1 blank at the end')
  await editor.row('hidden').getByRole('button', { name: 'Show' }).click()
  await expect(editor.row('hidden').getByText('ZWSP')).toBeVisible()
})
