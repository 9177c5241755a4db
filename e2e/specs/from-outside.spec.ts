import { callBack, destroyRoom, readEntries, renameRoom, writeEntries } from '../engine'
import { expect, test } from '../fixtures'

const ROOM = [
  ['banner', 'Hello'],
  ['goal', '1'],
] as const

test('the room gets another name: the open page shows it', async ({ editor, room }) => {
  const { id, slug } = await room(ROOM)
  await editor.open(slug)
  await expect(editor.page.getByText('following', { exact: true })).toBeVisible()
  await renameRoom(id, 'Grand finale')
  await callBack('Live.CallbackAfterUpdateRoomInfo', id)
  await expect(editor.page.getByRole('heading', { level: 1 })).toHaveText('Grand finale')
  await expect(editor.page).toHaveTitle(/^Grand finale/)
})

test('the room ends: the open page says so, and what was typed can be copied', async ({
  editor,
  room,
  expectedNoise,
}) => {
  expectedNoise.push(/404/)
  const { id, slug } = await room(ROOM)
  await editor.open(slug)
  await expect(editor.page.getByText('following', { exact: true })).toBeVisible()
  await editor.value('banner').fill('Worth keeping')
  await destroyRoom(id)
  await callBack('Live.CallbackAfterDestroyRoom', id)
  await expect(editor.page.getByText('This room has ended')).toBeVisible()
  await expect(editor.value('banner')).toHaveValue('Worth keeping')
  await expect(editor.page.getByRole('button', { name: 'Copy all (JSON)' })).toBeVisible()
})

test('what a webhook says is never shown: the room is read', async ({ editor, room }) => {
  const { id, slug } = await room(ROOM)
  await editor.open(slug)
  await expect(editor.page.getByText('following', { exact: true })).toBeVisible()
  await writeEntries(id, [['banner', 'As it is']])
  await callBack('Live.CallbackAfterSetMetadata', id)
  await expect(editor.value('banner')).toHaveValue('As it is')
  expect(await readEntries(id)).toEqual({ banner: 'As it is', goal: '1' })
})
