import { readEntries, writeEntries } from '../engine'
import { expect, test } from '../fixtures'

test('an operator changes, adds and deletes entries, sees it all first, and the engine has it', async ({
  editor,
  room,
}) => {
  const { id, slug } = await room([
    ['banner', 'Hello'],
    ['gifts', 'true'],
    ['old', 'x'],
  ])
  await editor.open(slug)
  await editor.value('banner').fill('今晚八点 🎉')
  await editor.add('poll', '{"question": "Which?"}')
  await editor.remove('old')
  await editor.openReview()
  const lines = editor.review().getByRole('listitem')
  await expect(lines.filter({ hasText: 'Change' })).toContainText('banner')
  await expect(lines.filter({ hasText: 'Set' })).toContainText('poll')
  await expect(lines.filter({ hasText: 'Delete' })).toContainText('old')
  await editor.saveButton().click()
  await expect(editor.page.getByText(/^Saved\. Read back at/)).toBeVisible()
  expect(await readEntries(id)).toEqual({
    banner: '今晚八点 🎉',
    gifts: 'true',
    poll: '{"question": "Which?"}',
  })
  await expect(editor.rows()).toHaveCount(3)
  await editor.page.reload()
  await expect(editor.value('banner')).toHaveValue('今晚八点 🎉')
})

test('an operator does the whole task with the keyboard alone', async ({ finder, room, page }) => {
  const { id, name } = await room([['banner', 'Hello']])
  await finder.open()
  await expect(finder.search()).toBeFocused()
  await page.keyboard.type(id)
  await expect(finder.openById(id)).toBeVisible()
  await page.keyboard.press('Tab')
  while (
    !(await page.evaluate(
      (slug) => (document.activeElement as HTMLAnchorElement)?.href?.endsWith(slug),
      id,
    ))
  ) {
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name, level: 1 })).toBeFocused()
  const key = page.getByRole('textbox', { name: 'Key', exact: true })
  while (!(await key.evaluate((element) => element === document.activeElement))) {
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Value', exact: true })).toBeFocused()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type(' world')
  await page.keyboard.press('ControlOrMeta+Enter')
  await page.keyboard.type('second')
  await page.keyboard.press('Enter')
  await page.keyboard.type('two')
  await page.keyboard.press('ControlOrMeta+s')
  await page.getByRole('dialog', { name: /^Review/ }).waitFor()
  await page.keyboard.press('ControlOrMeta+s')
  await expect(page.getByText(/^Saved\. Read back at/)).toBeVisible()
  expect(await readEntries(id)).toEqual({ banner: 'Hello world', second: 'two' })
})

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
  expect(await readEntries(id)).toEqual({ banner: long.slice(0, -2) })
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

test('an error stays with its row when another one is taken away', async ({ editor, room }) => {
  const { slug } = await room()
  await editor.open(slug)
  await editor.add('first', '1')
  await editor.add('second', 'v'.repeat(2049))
  await editor.add('third', '3')
  await editor.reviewButton().click()
  await editor.remove('first')
  await expect(editor.row('second')).toContainText('too long')
  await expect(editor.row('third')).not.toContainText('too long')
})

test('a row removed by mistake is brought back, and a whole draft too', async ({
  editor,
  room,
}) => {
  const { slug } = await room([['banner', 'Hello']])
  await editor.open(slug)
  await editor.remove('banner')
  await expect(editor.row('banner')).toContainText('banner will be deleted')
  await editor.row('banner').getByRole('button', { name: /^Undo/ }).click()
  await editor.value('banner').fill('Bye')
  await editor.page.getByRole('button', { name: 'Discard' }).click()
  await expect(editor.value('banner')).toHaveValue('Hello')
  await editor.page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(editor.value('banner')).toHaveValue('Bye')
})

test('a key is renamed in one gesture, also in a room that is full', async ({ editor, room }) => {
  const entries = Array.from({ length: 10 }, (_, at) => [`k${at}`, 'v'] as const)
  const { id, slug } = await room(entries)
  await editor.open(slug)
  await editor.keyIn(editor.row('k9')).fill('renamed')
  await editor.openReview()
  await expect(editor.review().getByRole('listitem')).toHaveCount(1)
  await expect(editor.review().getByRole('listitem')).toContainText('Rename')
  await editor.saveButton().click()
  await expect(editor.page.getByText(/^Saved\. Read back at/)).toBeVisible()
  const { k9: _, ...rest } = Object.fromEntries(entries)
  expect(await readEntries(id)).toEqual({ ...rest, renamed: 'v' })
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
    expect(await readEntries(unique)).toEqual({ banner: 'Bye' })
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

test('a draft is not lost by a wrong click', async ({ editor, room, page }) => {
  const { slug } = await room([['banner', 'Hello']])
  await editor.open(slug)
  await editor.value('banner').fill('Draft')
  await expect(page).toHaveTitle(/^• /)
  await page.getByRole('link', { name: 'Live Room Console' }).click()
  await page.getByRole('button', { name: 'Stay' }).click()
  await expect(editor.value('banner')).toHaveValue('Draft')
  await page.getByRole('link', { name: 'Live Room Console' }).click()
  await page.getByRole('button', { name: 'Leave and discard' }).click()
  await expect(page.getByRole('heading', { name: 'Rooms', level: 1 })).toBeVisible()
})

test('a room without metadata says so and takes its first entry', async ({ editor, room }) => {
  const { id, slug } = await room()
  await editor.open(slug)
  await expect(editor.page.getByText('No metadata yet.')).toBeVisible()
  await editor.add('first', '')
  await editor.save()
  expect(await readEntries(id)).toEqual({ first: '' })
})

test('an app changes the same key: was, theirs and yours are shown, and neither text is lost', async ({
  editor,
  room,
  expectedNoise,
}) => {
  expectedNoise.push(/409/)
  const { id, slug } = await room([
    ['banner', 'Hello'],
    ['goal', '1'],
  ])
  await editor.open(slug)
  await editor.value('banner').fill('Mine')
  await editor.openReview()
  await expect(editor.review()).toContainText('read again just now')
  await writeEntries(id, [['banner', 'Theirs']])
  await editor.saveButton().click()
  const conflict = editor.page.getByRole('dialog', {
    name: /changed elsewhere|Nothing left to choose/,
  })
  await expect(conflict).toContainText('Theirs')
  await expect(conflict).toContainText('Mine')
  expect(await readEntries(id)).toEqual({ banner: 'Theirs', goal: '1' })
  await conflict.getByRole('button', { name: 'Use mine' }).click()
  await conflict.getByRole('button', { name: 'Review again' }).click()
  await editor.saveButton().click()
  await expect(editor.page.getByText(/^Saved\. Read back at/)).toBeVisible()
  expect(await readEntries(id)).toEqual({ banner: 'Mine', goal: '1' })
})

test('an app changes another key meanwhile: both changes stand', async ({ editor, room }) => {
  const { id, slug } = await room([
    ['banner', 'Hello'],
    ['goal', '1'],
  ])
  await editor.open(slug)
  await editor.value('banner').fill('Mine')
  await writeEntries(id, [['goal', '2']])
  await editor.save()
  await expect(editor.page.getByText(/^Saved\. Read back at/)).toBeVisible()
  expect(await readEntries(id)).toEqual({ banner: 'Mine', goal: '2' })
  await expect(editor.value('goal')).toHaveValue('2')
})
