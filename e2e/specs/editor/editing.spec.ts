import { expect, test } from '../../fixtures'
import { readEntries } from '../../support/live-service'

test('reviews and saves changed, added and deleted entries', { tag: '@postgres' }, async ({
  editor,
  createRoom,
}) => {
  const { id, slug } = await createRoom([
    ['banner', 'Hello'],
    ['gifts', 'true'],
    ['old', 'x'],
  ])
  await editor.open(slug)
  await editor.value('banner').fill('今晚八点 🎉')
  await editor.addEntry('poll', '{"question": "Which?"}')
  await editor.deleteEntry('old')
  await editor.openReview()
  const lines = editor.reviewDialog().getByRole('listitem')
  await expect(lines.filter({ hasText: 'Change' })).toContainText('banner')
  await expect(lines.filter({ hasText: 'Add' })).toContainText('poll')
  await expect(lines.filter({ hasText: 'Delete' })).toContainText('old')
  await editor.saveButton().click()
  await expect(editor.page.getByText(/^Saved and confirmed at/)).toBeVisible()
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

test('deletes a word by Ctrl and Backspace, and keeps the row', async ({
  editor,
  createRoom,
  page,
}) => {
  const { slug } = await createRoom([['banner', 'two words']])
  await editor.openLive(slug)
  await editor.value('banner').press('End')
  await page.keyboard.press('Control+Backspace')
  await expect(editor.value('banner')).toHaveValue('two ')
  await expect(editor.value('banner')).toBeFocused()
  await expect(page.getByText(/will be deleted/)).toBeHidden()
})

test('trims a note, because it is not room data', async ({ editor, createRoom, page }) => {
  const { slug } = await createRoom([['banner', 'Hello']])
  await editor.open(slug)
  await editor.value('banner').fill('Bye')
  await editor.openReview()
  const note = editor.reviewDialog().getByRole('textbox', { name: /^Note/ })
  await note.fill('  ticket 4711\n')
  await editor.saveButton().click()
  await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  const { changes } = await (await page.request.get(`/api/rooms/${slug}/changes`)).json()
  expect(changes[0].note).toBe('ticket 4711')
  expect(changes[0].changes).toEqual([{ key: 'banner', from: 'Hello', to: 'Bye' }])
})

test('says “1 byte” of a single byte', async ({ editor, createRoom, page }) => {
  const { slug } = await createRoom([['chat_slow_mode', '1']])
  await editor.open(slug)
  await expect(
    page.getByRole('toolbar', { name: 'Bytes per key' }).getByRole('button'),
  ).toHaveAccessibleName(/^chat_slow_mode: 1 byte,/)
})

test('lets an operator find, edit and save a room with the keyboard alone', async ({
  roomsPage,
  createRoom,
  page,
}) => {
  const { id, name } = await createRoom([['banner', 'Hello']])
  await roomsPage.open()
  await expect(roomsPage.search()).toBeFocused()
  await page.keyboard.type(id)
  // The new room is in the list as soon as the console has read the list again.
  await expect(page.locator(`a[href="/rooms/${id}"]`).first()).toBeVisible()
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
  await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'Hello world', second: 'two' })
})

test('keeps an error at its row when another row is removed', async ({ editor, createRoom }) => {
  const { slug } = await createRoom()
  await editor.open(slug)
  await editor.addEntry('first', '1')
  await editor.addEntry('second', 'v'.repeat(2049))
  await editor.addEntry('third', '3')
  await editor.reviewButton().click()
  await editor.deleteEntry('first')
  await expect(editor.row('second')).toContainText('too long')
  await expect(editor.row('third')).not.toContainText('too long')
})

test('undoes the removal of a row and the discarding of a draft', async ({
  editor,
  createRoom,
}) => {
  const { slug } = await createRoom([['banner', 'Hello']])
  await editor.open(slug)
  await editor.deleteEntry('banner')
  await expect(editor.row('banner')).toContainText('banner will be deleted')
  await editor.row('banner').getByRole('button', { name: /^Undo/ }).click()
  await editor.value('banner').fill('Bye')
  await editor.page.getByRole('button', { name: 'Discard' }).click()
  await expect(editor.value('banner')).toHaveValue('Hello')
  await editor.page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(editor.value('banner')).toHaveValue('Bye')
})

test('renames a key in a full room in one step', async ({ editor, createRoom }) => {
  const entries = Array.from({ length: 10 }, (_, at) => [`k${at}`, 'v'] as const)
  const { id, slug } = await createRoom(entries)
  await editor.open(slug)
  await editor.keyField(editor.row('k9')).fill('renamed')
  await editor.openReview()
  await expect(editor.reviewDialog().getByRole('listitem')).toHaveCount(1)
  await expect(editor.reviewDialog().getByRole('listitem')).toContainText('Rename')
  await editor.saveButton().click()
  await expect(editor.page.getByText(/^Saved and confirmed at/)).toBeVisible()
  const { k9: _, ...rest } = Object.fromEntries(entries)
  await expect.poll(() => readEntries(id)).toEqual({ ...rest, renamed: 'v' })
})

test('marks the title of a tab with a draft', async ({ editor, createRoom, page }) => {
  const { slug } = await createRoom([['banner', 'Hello']])
  await editor.open(slug)
  await editor.value('banner').fill('Draft')
  await expect(page).toHaveTitle(/^• /)
})

test('says that a room has no metadata and saves its first entry', async ({
  editor,
  createRoom,
}) => {
  const { id, slug } = await createRoom()
  await editor.open(slug)
  await expect(editor.page.getByText('No metadata yet.')).toBeVisible()
  await editor.addEntry('first', '')
  await editor.save()
  await expect.poll(() => readEntries(id)).toEqual({ first: '' })
})

test('imports several entries at once and refuses too many before it adds any', async ({
  editor,
  createRoom,
  page,
}) => {
  const { id, slug } = await createRoom([['banner', 'Hello']])
  await editor.open(slug)
  await page.getByRole('button', { name: 'Import…' }).click()
  const text = page.getByRole('textbox', { name: /^Lines of key=value/ })
  await text.fill(Array.from({ length: 12 }, (_, at) => `k${at}=${at}`).join('\n'))
  await expect(
    page.getByText(/Found 12 rows, but only 9 more keys fit \(limit: 10\)/).first(),
  ).toBeVisible()
  await text.fill('goal=100\nnote=a=b')
  await page.getByRole('button', { name: 'Add 2 rows' }).click()
  await expect(editor.value('note')).toHaveValue('a=b')
  await editor.save()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'Hello', goal: '100', note: 'a=b' })
})

test('counts and keeps ten thousand pasted rows without freezing the page', async ({
  editor,
  createRoom,
  page,
}) => {
  const { slug } = await createRoom([['banner', 'Hello']])
  await editor.open(slug)
  await page.getByRole('button', { name: 'Import…' }).click()
  const text = page.getByRole('textbox', { name: /^Lines of key=value/ })
  const lines = Array.from({ length: 10_000 }, (_, at) => `k${at}=${at}`).join('\n')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), lines)
  await text.press('ControlOrMeta+v')
  await expect(page.getByText(/Found 10,000 rows, but .* \(limit: 10\)/).first()).toBeVisible()
  await expect(text).toHaveValue(lines)
  // Chromium takes seconds to select so many lines.
  await page.getByRole('button', { name: 'Clear text' }).click()
  await text.pressSequentially('goal=100')
  await page.getByRole('button', { name: 'Add 1 row' }).click()
  await expect(editor.value('goal')).toHaveValue('100')
})
