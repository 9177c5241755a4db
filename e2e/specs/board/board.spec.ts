import { expect, test } from '../../fixtures'
import { BoardPage } from '../../pages/board-page'
import { EditorPage } from '../../pages/editor-page'
import { RoomsPage } from '../../pages/rooms-page'
import { sendWebhook, writeEntries } from '../../support/live-service'
import { signIn } from '../../support/people'

const ENTRIES = [
  ['banner', 'Hello'],
  ['goal', '10'],
] as const

test('an empty board says how to pin rooms, and offers some', async ({ createPerson }) => {
  const board = new BoardPage((await createPerson('editor')).page)
  await board.page.goto('/')
  await expect(board.page).toHaveTitle(/On air · Live Room Console$/)
  await expect(board.page.getByText('Select the star beside a room.')).toBeVisible()
  const offered = board.page.getByRole('region', { name: 'Most viewed rooms' })
  await expect(offered.getByRole('listitem')).toHaveCount(6)
  const name = (await offered.getByRole('link').first().textContent()) ?? ''
  await offered.getByRole('button', { name: `Pin ${name}` }).click()
  await expect(board.card(name)).toContainText('/10')
  await expect(board.pinButton(name)).toHaveAttribute('aria-pressed', 'true')
  await board.card(name).getByRole('link', { name }).click()
  await expect(board.page.getByRole('heading', { name, level: 1 })).toBeVisible()
  await expect(board.pinButton(name)).toHaveAttribute('aria-pressed', 'true')
})

test('pins follow a person to another browser', async ({ createPerson, createRoom, browser }) => {
  const { account, page } = await createPerson('editor')
  const { slug, name } = await createRoom(ENTRIES)
  const editor = new EditorPage(page)
  await editor.open(slug)
  const pin = page.getByRole('button', { name: `Pin ${name}` })
  const saved = page.waitForResponse((response) => response.request().method() === 'PUT')
  await pin.click()
  await expect(pin).toHaveAttribute('aria-pressed', 'true')
  await saved
  const storageState = await signIn(account.email, account.password)
  const other = new BoardPage(await (await browser.newContext({ storageState })).newPage())
  await other.open()
  await expect(other.card(name)).toContainText('banner')
  await new RoomsPage(other.page).open()
  await expect(new RoomsPage(other.page).recentRoomLink(name)).toBeVisible()
  await other.page.context().close()
})

test('the pins that a browser kept are moved to the board once', async ({
  createPerson,
  createRoom,
}) => {
  const { page } = await createPerson('editor')
  const { id, slug, name } = await createRoom(ENTRIES)
  await page.goto('/history')
  await page.evaluate(
    async (room) => {
      const { person } = (await (await fetch('/api/auth/get-session')).json()) as {
        person: { id: string }
      }
      const stored = [{ ...room, pinned: true, opened: true }]
      localStorage.setItem(`rooms:${person.id}`, JSON.stringify(stored))
    },
    { id, slug, name },
  )
  const board = new BoardPage(page)
  const waitUntilSaved = () =>
    page.waitForResponse((response) => response.request().method() === 'PUT')
  const imported = waitUntilSaved()
  await board.open()
  await imported
  await expect(board.card(id)).toBeVisible()
  const unpinned = waitUntilSaved()
  await board.card(id).getByRole('button', { name: /^Pin / }).click()
  await unpinned
  await expect(board.card(id)).toHaveCount(0)
  await page.reload()
  await expect(page.getByText('Pin the rooms you look after')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Recently opened' })).toContainText(name)
})

test('a value that an app or another person changes appears without a reload', async ({
  createPerson,
  createRoom,
  colleague,
}) => {
  const { id, slug, name } = await createRoom(ENTRIES)
  const board = new BoardPage((await createPerson('viewer')).page)
  await colleague.openLive(slug)
  await board.pin(id)
  await board.open()
  await expect(board.card(name)).toContainText('Hello')
  await expect(board.card(name)).toContainText('Test admin is here')
  await expect(colleague.presenceNotice()).toHaveCount(0)
  await colleague.value('banner').fill('Changed here')
  await colleague.save()
  await expect(board.card(name)).toContainText('Changed here')
  await expect(board.card(name)).toContainText('Test admin changed banner')
  await colleague.page.goto('/rooms')
  await expect(board.card(name)).not.toContainText('is here')
  await writeEntries(id, [['goal', '11']])
  await sendWebhook('Live.CallbackAfterSetMetadata', id)
  await expect(board.card(name)).toContainText('goal11')
  await expect(board.card(name)).toContainText('External changed goal')
  await expect(board.today()).toContainText('external')
})

test('drafts are listed and lead to their rooms', async ({ createPerson, createRoom }) => {
  const { page } = await createPerson('editor')
  const { id, slug, name } = await createRoom(ENTRIES)
  const board = new BoardPage(page)
  const editor = new EditorPage(page)
  await board.pin(id)
  await editor.open(slug)
  await editor.value('banner').fill('Not saved yet')
  await page.goto('/')
  await expect(board.drafts()).toContainText('1')
  await expect(board.card(name)).toContainText('Draft')
  await board.drafts().getByRole('link', { name }).click()
  await expect(page).toHaveURL(new RegExp(`/rooms/${slug}$`))
  await expect(page.getByRole('button', { name: 'Restore' })).toBeVisible()
})

test('a board with thirty rooms holds one stream', async ({ createPerson, createRoom }) => {
  const { page } = await createPerson('editor')
  const { id, slug, name } = await createRoom(ENTRIES)
  // The console reads a room when a person opens it.
  await new EditorPage(page).openLive(slug)
  const board = new BoardPage(page)
  await board.pin(...Array.from({ length: 29 }, (_, n) => `room-${n}`), id)
  const streams: URL[] = []
  page.on('request', (request) => {
    if (request.url().includes('/events')) streams.push(new URL(request.url()))
  })
  await board.open()
  await expect(board.cards()).toHaveCount(30)
  await expect(board.card('room-7')).toContainText('isn’t in the room list')
  expect(streams.map(({ pathname }) => pathname)).toEqual(['/api/events'])
  expect(streams[0]?.searchParams.get('rooms')?.split(',')).toHaveLength(30)
  await expect(board.card(name)).toBeVisible()
})

test('each number leads to its list', async ({ page, saveChanges, createRoom }) => {
  const { slug } = await createRoom(ENTRIES)
  await saveChanges(slug, [{ key: 'goal', from: '10', to: '12' }])
  const board = new BoardPage(page)
  await board.open()
  await board.today().getByRole('link').first().click()
  await expect(page).toHaveURL(/\/history\?since=/)
  await expect(page.getByRole('heading', { name: 'History', level: 1 })).toBeVisible()
  await page.goBack()
  await board
    .today()
    .getByRole('link', { name: /external$/ })
    .click()
  await expect(page).toHaveURL(/\/history\?source=outside&since=/)
})
