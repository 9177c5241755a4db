import { readEntries } from '../engine'
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
  await expect
    .poll(() => readEntries(id))
    .toEqual({
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
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'Hello world', second: 'two' })
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
  await expect.poll(() => readEntries(id)).toEqual({ ...rest, renamed: 'v' })
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
  await expect.poll(() => readEntries(id)).toEqual({ first: '' })
})

test('many entries are pasted at once, and too many are told before any is added', async ({
  editor,
  room,
  page,
}) => {
  const { id, slug } = await room([['banner', 'Hello']])
  await editor.open(slug)
  await page.getByRole('button', { name: 'Paste many…' }).click()
  const text = page.getByRole('textbox', { name: /^Lines of key=value/ })
  await text.fill(Array.from({ length: 12 }, (_, at) => `k${at}=${at}`).join('\n'))
  await expect(page.getByText(/12 rows pasted, a room holds 10; 9 are free/).first()).toBeVisible()
  await text.fill('goal=100\nnote=a=b')
  await page.getByRole('button', { name: 'Add 2 rows' }).click()
  await expect(editor.value('note')).toHaveValue('a=b')
  await editor.save()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'Hello', goal: '100', note: 'a=b' })
})

test('ten thousand pasted rows are counted, kept and do not freeze the page', async ({
  editor,
  room,
  page,
}) => {
  const { slug } = await room([['banner', 'Hello']])
  await editor.open(slug)
  await page.getByRole('button', { name: 'Paste many…' }).click()
  const text = page.getByRole('textbox', { name: /^Lines of key=value/ })
  const lines = Array.from({ length: 10_000 }, (_, at) => `k${at}=${at}`).join('\n')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), lines)
  await text.press('ControlOrMeta+v')
  await expect(page.getByText(/10,000 rows pasted, a room holds 10/).first()).toBeVisible()
  await expect(text).toHaveValue(lines)
  await text.press('ControlOrMeta+a')
  await text.pressSequentially('goal=100')
  await page.getByRole('button', { name: 'Add 1 row' }).click()
  await expect(editor.value('goal')).toHaveValue('100')
})
