import { expect, test } from '../../fixtures'
import { EditorPage } from '../../pages/editor-page'
import { deleteEntries, writeEntries } from '../../support/live-service'
import { recordTexts } from '../../support/recorders'

const ROOM = [
  ['banner', 'Hello'],
  ['goal', '1'],
] as const

test('shows the other person in a room by name, but not the same person’s second window', async ({
  editor,
  colleague,
  createRoom,
}) => {
  const { slug } = await createRoom(ROOM)
  await editor.openLive(slug)
  const second = new EditorPage(await editor.page.context().newPage())
  await second.openLive(slug)
  await expect(editor.presenceNotice()).toBeHidden()
  await colleague.open(slug)
  await expect(colleague.presenceNotice()).toHaveText('Test editor is also here')
  await expect(editor.presenceNotice()).toHaveText('Test admin is also here')
  await colleague.page.close()
  await expect(editor.presenceNotice()).toBeHidden()
})

test('updates an unchanged page after saves of a colleague and writes of an app', {
  tag: '@postgres',
}, async ({ editor, colleague, createRoom }) => {
  const { id, slug } = await createRoom(ROOM)
  await editor.open(slug)
  await colleague.open(slug)
  await expect(editor.liveStatus()).toBeVisible()
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

test('keeps the text, caret and focus of a draft while others save', async ({
  editor,
  colleague,
  createRoom,
  expectAccessible,
}) => {
  const { slug } = await createRoom(ROOM)
  await editor.open(slug)
  await colleague.open(slug)
  const banner = editor.value('banner')
  await banner.fill('Mine, half written')
  for (let times = 0; times < 5; times++) await banner.press('ArrowLeft')
  await colleague.value('banner').fill('Theirs')
  await colleague.value('goal').fill('2')
  await colleague.save()
  await expect(editor.value('goal')).toHaveValue('2')
  await expect(editor.row('banner')).toContainText('conflict')
  await expect(editor.page.getByText(/1 changed · 1 conflict/)).toBeVisible()
  await expect(banner).toHaveValue('Mine, half written')
  await expect(banner).toBeFocused()
  await banner.press('X')
  await expect(banner).toHaveValue('Mine, half wrXitten')
  await editor.row('banner').getByRole('button', { name: 'Compare' }).click()
  await expect(editor.conflictDialog()).toContainText(
    'Test admin saved banner while you were editing',
  )
  await expectAccessible()
})

test('does not interrupt an input method during composition', async ({
  editor,
  createRoom,
  page,
}) => {
  const { id, slug } = await createRoom(ROOM)
  await editor.openLive(slug)
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

test('polls without an event stream, says so, and reconnects by itself', async ({
  editor,
  createRoom,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/503/)
  const { id, slug } = await createRoom(ROOM)
  await page.route('**/events', (route) => route.fulfill({ status: 503 }))
  await editor.open(slug)
  await expect(page.getByText('Live updates lost, reconnecting…')).toBeVisible()
  await writeEntries(id, [['banner', 'From an app']])
  await expect(editor.value('banner')).toHaveValue('From an app')
  await page.unroute('**/events')
  await expect(editor.liveStatus()).toBeVisible()
  await expect(page.getByText('Live updates lost')).toBeHidden()
})

test('recovers after the network was lost', async ({
  editor,
  createRoom,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/)
  const { id, slug } = await createRoom(ROOM)
  await editor.openLive(slug)
  await editor.value('goal').fill('7')
  await page.context().setOffline(true)
  await expect(page.getByText('Live updates lost, reconnecting…')).toBeVisible()
  await writeEntries(id, [['banner', 'Meanwhile']])
  await page.context().setOffline(false)
  await expect(editor.liveStatus()).toBeVisible()
  await expect(editor.value('banner')).toHaveValue('Meanwhile')
  await expect(editor.value('goal')).toHaveValue('7')
})

test('replaces the first of six windows, which then polls and reconnects when it is used', async ({
  editor,
  createRoom,
  page,
}) => {
  const { id, slug } = await createRoom(ROOM)
  await editor.openLive(slug)
  for (let windows = 0; windows < 5; windows++) {
    await new EditorPage(await page.context().newPage()).openLive(slug)
  }
  await expect(page.getByText(/Too many windows open/)).toBeVisible()
  await page.bringToFront()
  await page.evaluate(() => dispatchEvent(new Event('focus')))
  await expect(editor.liveStatus()).toBeVisible()
  await writeEntries(id, [['banner', 'Seen by all']])
  await expect(editor.value('banner')).toHaveValue('Seen by all')
})

test('shows what a colleague did to the row with the caret, and takes it on request', async ({
  editor,
  colleague,
  createRoom,
  expectAccessible,
}) => {
  const { slug } = await createRoom([['gifts_enabled', 'true']])
  await editor.openLive(slug)
  await colleague.open(slug)
  const field = editor.value('gifts_enabled')
  await field.click()
  await field.press('Home')
  await colleague.value('gifts_enabled').fill('false')
  await colleague.save()
  await expect(editor.row('gifts_enabled')).toContainText('Test admin changed this to false')
  await expect(field).toHaveValue('true')
  await expect(field).toBeFocused()
  expect(await field.evaluate((node: HTMLTextAreaElement) => node.selectionStart)).toBe(0)
  await expectAccessible()
  await editor.row('gifts_enabled').getByRole('button', { name: 'Take' }).click()
  await expect(field).toHaveValue('false')
  await expect(field).toBeFocused()
  await expect(editor.row('gifts_enabled')).not.toContainText('Test admin changed')
  await expect(editor.page.getByText('No changes', { exact: true })).toBeVisible()
})

test('names who changed an untouched row, and the own second window as the own one', async ({
  editor,
  colleague,
  createRoom,
  page,
}) => {
  const { id, slug } = await createRoom([...ROOM, ['score', '0']])
  await editor.openLive(slug)
  const second = new EditorPage(await page.context().newPage())
  await second.openLive(slug)
  const announcements = await recordTexts(page.locator('#live-polite'))
  await second.value('banner').fill('From the second window')
  await second.save()
  await expect(editor.row('banner')).toContainText(/You in another window · updated \d/)
  await expect(page.locator('#live-polite')).toHaveText('Changed by you in another window: banner')
  expect((await announcements()).join(' ')).not.toContain('others')
  await second.deleteEntry('banner')
  await second.save()
  await expect(page.getByText('Deleted by you in another window: banner')).toBeVisible()
  await expect(page.getByText(/Deleted by others/)).toBeHidden()
  await colleague.open(slug)
  await colleague.value('goal').fill('2')
  await colleague.save()
  await expect(editor.row('goal')).toContainText(/Test admin · updated \d/)
  await writeEntries(id, [['score', '1']])
  await expect(editor.row('score')).toContainText(/External · updated \d/)
  await deleteEntries(id, ['score'])
  await expect(page.getByText('Deleted by others: score')).toBeVisible()
})
