import { deleteEntries, writeEntries } from '../engine'
import { expect, test } from '../fixtures'
import { EditorPage } from '../screens/editor-page'

const ROOM = [
  ['banner', 'Hello'],
  ['goal', '1'],
] as const

test('two people in one room know of each other by name, and one’s own other window is nobody else', async ({
  editor,
  colleague,
  room,
}) => {
  const { slug } = await room(ROOM)
  await editor.open(slug)
  await expect(editor.page.getByText('following', { exact: true })).toBeVisible()
  const second = new EditorPage(await editor.page.context().newPage())
  await second.open(slug)
  await expect(second.page.getByText('following', { exact: true })).toBeVisible()
  await expect(editor.alsoHere()).toBeHidden()
  await colleague.open(slug)
  await expect(colleague.alsoHere()).toHaveText('Test editor also has this room open')
  await expect(editor.alsoHere()).toHaveText('Test admin also has this room open')
  await colleague.page.close()
  await expect(editor.alsoHere()).toBeHidden()
})

test('an untouched page follows what a colleague saves and what an app writes, and says so', async ({
  editor,
  colleague,
  room,
}) => {
  const { id, slug } = await room(ROOM)
  await editor.open(slug)
  await colleague.open(slug)
  await expect(editor.page.getByText('following', { exact: true })).toBeVisible()
  await colleague.value('banner').fill('From a colleague')
  await colleague.save()
  await expect(editor.value('banner')).toHaveValue('From a colleague')
  await expect(editor.row('banner')).toContainText('updated')
  await expect(editor.page.locator('#live-polite')).toHaveText('Changed by others: banner')
  await writeEntries(id, [['goal', '2']])
  await expect(editor.value('goal')).toHaveValue('2')
  await expect(colleague.value('goal')).toHaveValue('2')
  await deleteEntries(id, ['goal'])
  await expect(editor.row('goal')).toBeHidden()
  await expect(editor.page.getByText('Deleted by others: goal')).toBeVisible()
  await expect(editor.page.getByText('No changes', { exact: true })).toBeVisible()
})

test('a draft keeps its text, its caret and its focus while others save', async ({
  editor,
  colleague,
  room,
  accessible,
}) => {
  const { slug } = await room(ROOM)
  await editor.open(slug)
  await colleague.open(slug)
  const banner = editor.value('banner')
  await banner.fill('Mine, half written')
  for (let times = 0; times < 5; times++) await banner.press('ArrowLeft')
  await colleague.value('banner').fill('Theirs')
  await colleague.value('goal').fill('2')
  await colleague.save()
  await expect(editor.value('goal')).toHaveValue('2')
  await expect(editor.row('banner')).toContainText('changed elsewhere')
  await expect(editor.page.getByText(/1 changed · 1 changed elsewhere/)).toBeVisible()
  await expect(banner).toHaveValue('Mine, half written')
  await expect(banner).toBeFocused()
  await banner.press('X')
  await expect(banner).toHaveValue('Mine, half wrXitten')
  await editor.row('banner').getByRole('button', { name: 'Compare' }).click()
  await expect(editor.conflict()).toContainText('Test admin saved banner while you were editing')
  await accessible()
})

test('an input method in the middle of a word is not disturbed', async ({ editor, room, page }) => {
  const { id, slug } = await room(ROOM)
  await editor.open(slug)
  await expect(page.getByText('following', { exact: true })).toBeVisible()
  const banner = editor.value('banner')
  await banner.fill('')
  const devtools = await page.context().newCDPSession(page)
  const compose = (text: string) =>
    devtools.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    })
  await compose('ni')
  await writeEntries(id, [
    ['banner', 'Theirs'],
    ['goal', '2'],
  ])
  await expect(editor.value('goal')).toHaveValue('2')
  await expect(banner).toHaveValue('ni')
  await expect(page.locator('#live-polite')).not.toContainText('banner')
  await compose('nihao')
  await devtools.send('Input.insertText', { text: '你好' })
  await expect(banner).toHaveValue('你好')
  await expect(page.locator('#live-polite')).toContainText('banner')
})

test('without a stream the page says that it does not follow, reads now and then, and comes back by itself', async ({
  editor,
  room,
  page,
  expectedNoise,
}) => {
  expectedNoise.push(/503/)
  const { id, slug } = await room(ROOM)
  await page.route('**/events', (route) => route.fulfill({ status: 503 }))
  await editor.open(slug)
  await expect(page.getByText('not following · trying again')).toBeVisible()
  await writeEntries(id, [['banner', 'From an app']])
  await expect(editor.value('banner')).toHaveValue('From an app')
  await page.unroute('**/events')
  await expect(page.getByText('following', { exact: true })).toBeVisible()
  await expect(page.getByText('not following')).toBeHidden()
})

test('a network that goes and comes back leaves nothing behind', async ({
  editor,
  room,
  page,
  expectedNoise,
}) => {
  expectedNoise.push(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/)
  const { id, slug } = await room(ROOM)
  await editor.open(slug)
  await expect(page.getByText('following', { exact: true })).toBeVisible()
  await editor.value('goal').fill('7')
  await page.context().setOffline(true)
  await expect(page.getByText('not following · trying again')).toBeVisible()
  await writeEntries(id, [['banner', 'Meanwhile']])
  await page.context().setOffline(false)
  await expect(page.getByText('following', { exact: true })).toBeVisible()
  await expect(editor.value('banner')).toHaveValue('Meanwhile')
  await expect(editor.value('goal')).toHaveValue('7')
})

test('a sixth window puts off the first, which says so, goes on reading, and follows again when it is used', async ({
  editor,
  room,
  page,
}) => {
  const { id, slug } = await room(ROOM)
  await editor.open(slug)
  await expect(page.getByText('following', { exact: true })).toBeVisible()
  for (let windows = 0; windows < 5; windows++) {
    const more = await page.context().newPage()
    await more.goto(`/rooms/${slug}`)
    await expect(more.getByText('following', { exact: true })).toBeVisible()
  }
  await expect(page.getByText(/newer windows of yours do/)).toBeVisible()
  await page.bringToFront()
  await page.evaluate(() => dispatchEvent(new Event('focus')))
  await expect(page.getByText('following', { exact: true })).toBeVisible()
  await writeEntries(id, [['banner', 'Seen by all']])
  await expect(editor.value('banner')).toHaveValue('Seen by all')
})
