import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../../fixtures'
import { EditorPage } from '../../pages/editor-page'
import { writeEntries } from '../../support/live-service'
import { holdReplies } from '../../support/page-scripts'
import { recordPositions } from '../../support/recorders'
import { lockRoom } from '../../support/room-lock'

/** Ten rows of 1,600 bytes, so that each fills its field. */
const FULL_ROOM = [...'abcdefghij'].map((letter, at) => [`key_${at}`, letter.repeat(1600)] as const)

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

    test('keeps the focused field, the caret and the page in place until a save is confirmed', async ({
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
      const caret = await field.evaluate((node: HTMLTextAreaElement) => node.selectionStart)
      await page.keyboard.press('ControlOrMeta+s')
      await expect(editor.reviewDialog()).toContainText('Checked against the live room just now')
      await page.keyboard.press('ControlOrMeta+s')
      await expect(page.getByText('Saving…').first()).toBeVisible()
      await expect(field).toBeFocused()
      releaseSave()
      await expect(saved(page)).toBeVisible()
      await expect(field).toBeFocused()
      expect(await stop()).toHaveLength(1)
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
