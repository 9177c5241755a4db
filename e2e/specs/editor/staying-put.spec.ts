import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../../fixtures'
import { EditorPage } from '../../pages/editor-page'
import { deleteEntries, writeEntries } from '../../support/live-service'
import { holdReplies } from '../../support/page-scripts'
import { recordHeights, recordPositions } from '../../support/recorders'
import { lockRoom } from '../../support/room-lock'

/** Ten rows of 1,600 bytes, so that each fills its field. */
const FULL_ROOM = [...'abcdefghij'].map((letter, at) => [`key_${at}`, letter.repeat(1600)] as const)

/** Six lines, which make a row taller. */
const LINES = ['one', 'two', 'three', 'four', 'five', 'six'].join('\n')

const SIZES = [
  { width: 1280, height: 800 },
  { width: 375, height: 667 },
]

/** Clicks like a hand: without scrolling the button away from the edge of the window first. */
async function clickInPlace(button: Locator) {
  await button.waitFor()
  const box = await button.boundingBox()
  if (!box) throw new Error('the button is not shown')
  await button.page().mouse.click(box.x + box.width / 2, box.y + box.height / 2)
}

const saved = (page: Page) => page.getByText(/^Saved and confirmed at/)

for (const viewport of SIZES) {
  test.describe(`${viewport.width} px wide`, () => {
    test.use({ viewport })

    test('keeps the focused field, the caret, the page and its height until a save is confirmed', async ({
      editor,
      createRoom,
      page,
    }) => {
      const { slug } = await createRoom(FULL_ROOM)
      await editor.openLive(slug)
      const releaseSave = await holdReplies(page, '**/metadata', 'PATCH')
      const field = editor.value('key_6')
      await field.click()
      await page.keyboard.press('End')
      const stop = await recordPositions(field)
      await page.keyboard.type('x')
      await page.keyboard.press('ArrowLeft')
      const stopHeights = await recordHeights(page.locator('html'))
      const caret = await field.evaluate((node: HTMLTextAreaElement) => node.selectionStart)
      await page.keyboard.press('ControlOrMeta+s')
      await expect(editor.reviewDialog()).toContainText('Checked against the live room just now')
      await expect(editor.saveButton()).toBeFocused()
      await page.keyboard.press('ControlOrMeta+s')
      await expect(page.getByText('Saving…').first()).toBeVisible()
      await expect(field).toBeFocused()
      releaseSave()
      await expect(saved(page)).toBeVisible()
      await expect(field).toBeFocused()
      expect(await stop()).toHaveLength(1)
      expect(await stopHeights()).toHaveLength(1)
      expect(await field.evaluate((node: HTMLTextAreaElement) => node.selectionStart)).toBe(caret)
      await page.keyboard.type('y')
      await expect(field).toHaveValue(/yx/)
    })

    test('returns to the field from a save and a discard by mouse', async ({
      editor,
      createRoom,
      page,
    }) => {
      const { slug } = await createRoom(FULL_ROOM)
      await editor.openLive(slug)
      const field = editor.value('key_1')
      await field.fill('short')
      const stop = await recordPositions(page.locator('body'))
      await clickInPlace(editor.reviewButton())
      await clickInPlace(editor.saveButton())
      await expect(saved(page)).toBeVisible()
      await expect(field).toBeFocused()
      await page.keyboard.press('x')
      await expect(field).toHaveValue('shortx')
      await clickInPlace(page.getByRole('button', { name: 'Discard' }))
      await expect(editor.outcome()).toContainText('Draft discarded.')
      await expect(editor.value('key_1')).toBeFocused()
      await expect(editor.value('key_1')).toHaveValue('short')
      expect(await stop()).toHaveLength(1)
    })

    test('keeps the rows above the focused row at their height while others change them', async ({
      editor,
      createRoom,
    }) => {
      const { id, slug } = await createRoom([
        ['a', '1'],
        ['b', LINES],
        ['c', 'x'],
        ['d', 'x'],
      ])
      await editor.openLive(slug)
      const field = editor.value('d')
      await field.fill('mine')
      const stop = await recordPositions(field)
      await writeEntries(id, [
        ['a', LINES],
        ['b', '{"short":'],
      ])
      await expect(editor.value('a')).toHaveValue(LINES)
      await expect(editor.row('a')).toContainText('updated')
      await field.press('x')
      expect(await stop()).toHaveLength(1)
      const height = () => editor.value('a').evaluate((node) => node.clientHeight)
      const heldHeight = await height()
      await editor.value('c').click()
      await expect(editor.value('c')).toBeFocused()
      expect(await height()).toBe(heldHeight)
      await editor.value('a').click()
      await expect.poll(height).toBeGreaterThan(heldHeight)
    })

    test('keeps the focused field in place when a colleague opens the room, and when its own row becomes a conflict', async ({
      editor,
      colleague,
      createRoom,
    }) => {
      const { id, slug } = await createRoom(FULL_ROOM)
      await editor.openLive(slug)
      const field = editor.value('key_1')
      await field.press('End')
      await field.press('x')
      const stop = await recordPositions(field)
      await colleague.open(slug)
      await expect(editor.presenceNotice()).toBeAttached()
      await writeEntries(id, [['key_1', 'theirs']])
      await expect(editor.row('key_1').getByRole('button', { name: 'Compare' })).toBeVisible()
      await expect(editor.row('key_1')).toContainText('Changed outside this console to theirs')
      expect(await stop()).toHaveLength(1)
    })

    test('keeps the focused field in place when the save covers rows above it', async ({
      editor,
      createRoom,
      page,
    }) => {
      const { slug } = await createRoom(FULL_ROOM)
      await editor.openLive(slug)
      await editor.value('key_0').fill('changed to something that takes a line of its own')
      await editor.value('key_1').fill('{"broken":')
      const field = editor.value('key_2')
      await field.press('End')
      await page.keyboard.type('x')
      const stop = await recordPositions(field)
      await page.keyboard.press('ControlOrMeta+s')
      await expect(editor.reviewDialog()).toContainText('Checked against the live room just now')
      await expect(editor.saveButton()).toBeFocused()
      await page.keyboard.press('ControlOrMeta+s')
      await expect(saved(page)).toBeVisible()
      await expect(field).toBeFocused()
      expect(await stop()).toHaveLength(1)
    })

    test('moves nothing while the save of another person locks the room, and at its end', async ({
      editor,
      createRoom,
      page,
    }) => {
      const room = await createRoom([['banner', 'Hello'], ...FULL_ROOM.slice(1)])
      await editor.openLive(room.slug)
      const field = editor.value('key_1')
      await field.fill('mine')
      const stop = await recordPositions(field)
      const unlock = await lockRoom(page, room)
      await writeEntries(room.id, [['banner', 'theirs']])
      await expect(editor.outcome()).toContainText('Test admin is saving')
      unlock()
      await expect(editor.outcome()).toContainText('Test admin’s changes to banner were saved')
      expect(await stop()).toHaveLength(1)
      await expect(field).toBeFocused()
    })
  })
}

test('keeps a button under the pointer until it was clicked', async ({ editor, createRoom }) => {
  const { id, slug } = await createRoom([
    ['a', '1'],
    ['b', '2'],
    ['c', '3'],
  ])
  const { page } = editor
  await editor.openLive(slug)
  await editor.value('b').fill('mine')
  await deleteEntries(id, ['a'])
  await writeEntries(id, [['d', '4']])
  await expect(editor.value('d')).toBeVisible()
  await editor.row('c').getByRole('button', { name: 'Delete c' }).hover()
  await page.mouse.down()
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
  await page.mouse.up()
  await expect(editor.row('c')).toContainText('will be deleted')
  await expect(editor.row('a')).toBeHidden()
})

test('marks the rows that were saved', async ({ editor, createRoom, page }) => {
  const { slug } = await createRoom([
    ['banner', 'Hello'],
    ['goal', '1'],
  ])
  await editor.open(slug)
  await editor.value('banner').fill('Bye')
  await editor.save()
  await expect(saved(page)).toBeVisible()
  const item = (key: string) => page.getByRole('listitem').filter({ has: editor.row(key) })
  await expect(item('banner')).toHaveCSS('animation-name', 'saved')
  await expect(item('goal')).toHaveCSS('animation-name', 'none')
})

test('keeps a row above the caret in its place until the caret leaves, if others delete it', async ({
  editor,
  createRoom,
}) => {
  const { id, slug } = await createRoom([
    ['a', '1'],
    ['b', '2'],
  ])
  await editor.openLive(slug)
  await editor.value('b').fill('mine')
  const stop = await recordPositions(editor.value('b'))
  const other = new EditorPage(await editor.page.context().newPage())
  await other.open(slug)
  await other.deleteEntry('a')
  await other.save()
  await writeEntries(id, [['c', '3']])
  await expect(editor.value('c')).toBeVisible()
  expect(await stop()).toHaveLength(1)
  await editor.value('b').blur()
  await expect(editor.row('a')).toBeHidden()
})
