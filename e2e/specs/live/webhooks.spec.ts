import { expect, test } from '../../fixtures'
import {
  destroyRoom,
  readEntries,
  renameRoom,
  sendWebhook,
  writeEntries,
} from '../../support/live-service'

const ROOM = [
  ['banner', 'Hello'],
  ['goal', '1'],
] as const

test('shows the new name of a room on the open page', async ({ editor, createRoom }) => {
  const { id, slug } = await createRoom(ROOM)
  await editor.openLive(slug)
  await renameRoom(id, 'Grand finale')
  await sendWebhook('Live.CallbackAfterUpdateRoomInfo', id)
  await expect(editor.page.getByRole('heading', { level: 1 })).toHaveText('Grand finale')
  await expect(editor.page).toHaveTitle(/^(\(\d+\) )?Grand finale/)
})

test('says on the open page that the room has ended and lets the operator copy the draft', async ({
  editor,
  createRoom,
  expectedErrors,
}) => {
  expectedErrors.push(/404/)
  const { id, slug } = await createRoom(ROOM)
  await editor.openLive(slug)
  await editor.value('banner').fill('Worth keeping')
  await destroyRoom(id)
  await sendWebhook('Live.CallbackAfterDestroyRoom', id)
  await expect(editor.page.getByText('This room has ended')).toBeVisible()
  await expect(editor.value('banner')).toHaveValue('Worth keeping')
  await expect(editor.page.getByRole('button', { name: 'Copy all (JSON)' })).toBeVisible()
})

test('reads the room on a webhook instead of trusting its content', async ({
  editor,
  createRoom,
}) => {
  const { id, slug } = await createRoom(ROOM)
  await editor.openLive(slug)
  await writeEntries(id, [['banner', 'As it is']])
  await sendWebhook('Live.CallbackAfterSetMetadata', id)
  await expect(editor.value('banner')).toHaveValue('As it is')
  expect(await readEntries(id)).toEqual({ banner: 'As it is', goal: '1' })
})
