import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../../fixtures'
import { readEntries } from '../../support/live-service'

const SAMPLES = join(import.meta.dirname, '../../../components/editor/import/testing/samples')
const readSample = (name: string) => readFileSync(join(SAMPLES, `${name}.txt`), 'utf8')

const dark = { banner: 'Doors open at 20:00', theme: 'dark' }

/** What the Live service gets for each text, which is pasted with the line ends of Windows. */
const texts: Record<string, { text: string; recognised: string; sent: Record<string, string> }> = {
  'JSON with long numbers': {
    text: readSample('long-numbers.json'),
    recognised: 'a JSON object',
    sent: {
      pinned_item: '{"sku": 3544790567247868102, "price": 19.90}',
      host_account: '144115233775727695',
      ratio: '1.10',
      big: '1e400',
    },
  },
  'a list of keys and values': {
    text: readSample('list.json'),
    recognised: 'a list of keys and values',
    sent: dark,
  },
  'a request to the Live service': {
    text: readSample('request.json'),
    recognised: 'a request to the Live service',
    sent: dark,
  },
  'a reply of the Live service': {
    text: readSample('reply.json'),
    recognised: 'a reply of the Live service',
    sent: dark,
  },
  'an .env file': {
    text: `\ufeff${readSample('room-flags.env').replace('\nsecond', ', second')}`,
    recognised: 'key=value lines (.env)',
    sent: {
      BANNER: 'Doors open at 20:00 # early birds',
      THEME: 'dark blue',
      EMPTY: '',
      NOTE: 'first line, second line',
      LINK: 'https://example.com/?a=1&b=2',
    },
  },
  'cells of a spreadsheet': {
    text: 'banner\tDoors open "at 20:00"\nlong_id\t144115233775727695\npoll\t"{""a"":\t1}"\n',
    recognised: 'cells of a spreadsheet',
    sent: {
      banner: 'Doors open "at 20:00"',
      long_id: '144115233775727695',
      poll: '{"a":\t1}',
    },
  },
}

for (const [name, { text, recognised, sent }] of Object.entries(texts)) {
  test(`sends exactly what ${name} says`, async ({ editor, createRoom }) => {
    const { id, slug } = await createRoom()
    await editor.open(slug)
    await editor.openImport()
    await editor.pasteImport(text.replaceAll('\n', '\r\n'))
    await expect(editor.importDialog()).toContainText(`Recognized as ${recognised}.`)
    await editor.importButton().click()
    await editor.save()
    await expect.poll(() => readEntries(id)).toEqual(sent)
  })
}

test('sends the line ends of a value as they were pasted', async ({ editor, createRoom }) => {
  const { id, slug } = await createRoom()
  await editor.open(slug)
  await editor.openImport()
  await editor.pasteImport('note="first\r\nsecond"\r\nother=1')
  await editor.importButton().click()
  await editor.save()
  await expect.poll(() => readEntries(id)).toEqual({ note: 'first\r\nsecond', other: '1' })
})

test('changes existing keys, and undoes the import in one step', async ({ editor, createRoom }) => {
  const { id, slug } = await createRoom([
    ['banner', 'Hello'],
    ['score', '9'],
  ])
  await editor.open(slug)
  await editor.openImport()
  await editor.importField().fill('banner=x\nscore=9\nnewkey=1')
  await expect(editor.importedLines()).toHaveText([
    /Before: HelloAfter: xChange$/,
    /9Same$/,
    /1New$/,
  ])
  await editor.page.getByRole('button', { name: 'Add 1 row and change 1' }).click()
  await expect(editor.value('banner')).toHaveValue('x')
  await expect(editor.value('banner')).toBeFocused()
  await editor.reviewButton().focus()
  await editor.page.keyboard.press('ControlOrMeta+z')
  await expect(editor.value('banner')).toHaveValue('Hello')
  await expect(editor.rows()).toHaveCount(2)
  await editor.page.getByRole('button', { name: 'Import…' }).click()
  await editor.importField().fill('banner=x')
  await editor.importButton().click()
  await editor.save()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'x', score: '9' })
})

test('names every line that cannot be used, and takes the others', async ({
  editor,
  createRoom,
  expectAccessible,
}) => {
  const { slug } = await createRoom([['banner', 'Hello']])
  await editor.open(slug)
  await editor.openImport()
  await editor.importField().fill(`what\n=1\nbanner=a\nbanner=b\nlong=${'v'.repeat(2049)}\ngoal=1`)
  await expect(editor.importedLines()).toHaveText([
    /^1what.*no = between key and value/,
    /^2.*This row has no key/,
    /^5long.*too long/,
    /^3banneraTwiceLine 4 has the same key/,
    /^4banner.*After: bChange$/,
    /^6goal1New$/,
  ])
  await expectAccessible()
  await editor.importButton().click()
  await expect(editor.value('goal')).toHaveValue('1')
  await expect(editor.value('banner')).toHaveValue('b')
  await editor.openImport()
  await expect(editor.importField()).toHaveValue(/^what/)
})

test('keeps the text when the import is closed by Escape or a click beside it', async ({
  editor,
  createRoom,
  page,
}) => {
  const { slug } = await createRoom()
  await editor.open(slug)
  await editor.openImport()
  await page.keyboard.type('goal=1')
  for (const close of [
    () => page.keyboard.press('Escape'),
    () => page.mouse.click(5, 5),
    () => page.getByRole('button', { name: 'Close' }).click(),
  ]) {
    await close()
    await expect(editor.importDialog()).toBeHidden()
    await editor.openImport()
    await expect(editor.importField()).toHaveValue('goal=1')
  }
})

test('puts ten thousand lines where the caret is, and undoes it', async ({
  editor,
  createRoom,
}) => {
  const { slug } = await createRoom()
  await editor.open(slug)
  await editor.openImport()
  await editor.importField().fill('a=1\nb=2')
  await editor.importField().press('Home')
  const lines = Array.from({ length: 10_000 }, (_, at) => `k${at}=${at}\n`).join('')
  await editor.pasteImport(lines)
  await expect(editor.importField()).toHaveValue(`a=1\n${lines}b=2`)
  await expect(editor.importField()).toHaveJSProperty('selectionStart', 4 + lines.length)
  await expect(editor.importDialog()).toContainText('Lines shown: 200 of 10,002.')
  await editor.importDialog().getByRole('button', { name: 'Undo' }).click()
  await expect(editor.importField()).toHaveValue('a=1\nb=2')
})

test('keeps the text through Back and a reload', async ({ editor, createRoom, page }) => {
  const { slug } = await createRoom()
  await page.goto('/rooms')
  await editor.open(slug)
  for (const leave of [() => page.goBack().then(() => page.goForward()), () => page.reload()]) {
    await editor.openImport()
    await editor.importField().fill('note="first\nsecond"\nwhat')
    await leave()
    await editor.restoreDraft()
    await expect(editor.importField()).toHaveValue('note="first\nsecond"\nwhat')
    await page.keyboard.press('Escape')
  }
})

test('reads a file in UTF-16', async ({ editor, createRoom }) => {
  const { slug } = await createRoom()
  await editor.open(slug)
  await editor.openImport()
  const buffer = Buffer.from('\ufeffbanner="今晚"\r\n', 'utf16le')
  await editor
    .importDialog()
    .getByLabel('Choose a file')
    .setInputFiles({ name: 'room.env', mimeType: 'text/plain', buffer })
  await editor.importButton().click()
  await expect(editor.value('banner')).toHaveValue('今晚')
})
