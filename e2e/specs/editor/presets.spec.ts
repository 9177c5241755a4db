import { randomUUID } from 'node:crypto'
import { expect, test } from '../../fixtures'
import { readEntries } from '../../support/live-service'
import { holdReplies } from '../../support/page-scripts'
import { recordPositions } from '../../support/recorders'

test('carries the entries of a room into another one with a preset', async ({
  editor,
  createRoom,
  expectAccessible,
}) => {
  const { page } = editor
  const name = `Evening ${randomUUID().slice(0, 8)}`
  const source = await createRoom([
    ['banner', 'Tonight 🎉'],
    ['theme', 'dark'],
  ])
  const target = await createRoom([['theme', 'light']])
  await editor.open(source.slug)
  await page.getByRole('button', { name: 'Presets…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Presets' })
  await dialog.getByRole('button', { name: 'Save as a preset…' }).click()
  await dialog.getByLabel('Name of the preset').fill(name)
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: new RegExp(`^${name}`) })).toBeVisible()
  await expectAccessible()

  await editor.open(target.slug)
  await page.getByRole('button', { name: 'Presets…' }).click()
  await dialog.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await dialog.getByRole('button', { name: 'Add 1 row and change 1' }).click()
  await editor.save()
  await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  expect(await readEntries(target.id)).toEqual({ banner: 'Tonight 🎉', theme: 'dark' })
  await page.goto(`/rooms/${target.slug}/history`)
  await page.getByRole('link', { name: `preset ${name}` }).click()
  await expect(page).toHaveURL(/\/presets#/)

  const item = page.getByRole('listitem').filter({ hasText: name })
  await expect(item).toBeInViewport()
  await expect(item).toContainText('used once')
  await item.getByRole('button', { name: /^Delete/ }).click()
  await item.getByRole('button', { name: 'Delete preset' }).click()
  await expect(item).toHaveCount(0)
})

test('fills the draft from another room', async ({ editor, createRoom }) => {
  const { page } = editor
  const source = await createRoom([['banner', 'Doors open']])
  const target = await createRoom()
  await editor.open(target.slug)
  await page.getByRole('button', { name: 'Fill from another room…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Fill from another room' })
  await expect(dialog.getByRole('listitem')).toHaveCount(6)
  const releaseRooms = await holdReplies(page, /\/api\/rooms\?.*search=e2e/, 'GET')
  await dialog.getByRole('searchbox').fill(source.id)
  await dialog.getByRole('button', { name: `Room ID ${source.id}` }).click()
  const add = dialog.getByRole('button', { name: 'Add 1 row' })
  await expect(add).toBeVisible()
  const stop = await recordPositions(add)
  releaseRooms()
  await expect(dialog.getByRole('listitem')).toHaveCount(1)
  expect(await stop()).toHaveLength(1)
  await add.click()
  await expect(editor.value('banner')).toHaveValue('Doors open')
  expect(await readEntries(target.id)).toEqual({})
})

test('copies a row and a whole room as JSON', async ({ editor, createRoom, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { page } = editor
  const { slug } = await createRoom([
    ['banner', 'a\r\nb'],
    ['goal', '1.10'],
  ])
  await editor.open(slug)
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await editor.row('banner').getByRole('button', { name: 'Copy banner as JSON' }).click()
  await expect.poll(copied).toBe('{\n  "banner": "a\\r\\nb"\n}')
  await page.getByRole('button', { name: 'Copy all' }).click()
  await expect.poll(copied).toBe('{\n  "banner": "a\\r\\nb",\n  "goal": "1.10"\n}')
})

test('the presets page is accessible', async ({ page, expectAccessible }) => {
  await page.goto('/presets')
  await page.getByRole('button', { name: 'New preset' }).click()
  await expect(page.getByRole('form', { name: 'New preset' }).getByLabel('Name')).toBeFocused()
  await expectAccessible()
})
