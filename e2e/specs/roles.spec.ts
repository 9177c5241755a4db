import { readEntries } from '../engine'
import { expect, test } from '../fixtures'
import { changePerson } from '../people'
import { EditorPage } from '../screens/editor-page'

test('a viewer reads a room as text, is told why, and has nothing to press that would be refused', async ({
  as,
  room,
  accessible,
}) => {
  const { slug } = await room([
    ['banner', 'Hello'],
    ['json', '{"a": 1}'],
    ['nothing', ''],
  ])
  const page = await as('viewer')
  const editor = new EditorPage(page)
  await editor.open(slug)
  await expect(page.getByText('You may look at this room, but not change it')).toBeVisible()
  await expect(editor.rows()).toHaveCount(3)
  await expect(editor.row('banner')).toContainText('Hello')
  await expect(editor.row('json')).toContainText('JSON, valid')
  await expect(editor.row('nothing')).toContainText('empty text')
  await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0)
  for (const name of [/^Review and save/, 'Add key', 'Paste many…', /^Delete /, 'Format'])
    await expect(page.getByRole('button', { name })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Copy the value of banner' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+s')
  await expect(editor.review()).toBeHidden()
  await accessible(page)
  await page.setViewportSize({ width: 375, height: 800 })
  await expect(page).toHaveNoSideways()
})

test('a viewer sees others’ saves arrive', async ({ as, editor, room }) => {
  const { slug } = await room([['banner', 'Hello']])
  const page = await as('viewer')
  const viewed = new EditorPage(page)
  await viewed.open(slug)
  await expect(page.getByText('following', { exact: false }).first()).toBeVisible()
  await editor.open(slug)
  await editor.value('banner').fill('Bye')
  await editor.save()
  await expect(viewed.row('banner')).toContainText('Bye')
  await expect(viewed.row('banner')).toContainText('updated')
})

test('people are led only to pages of their role', async ({ as }) => {
  const links = {
    viewer: ['Rooms', 'History'],
    editor: ['Rooms', 'History'],
    admin: ['Rooms', 'History', 'People', 'Connection'],
  } as const
  for (const role of ['viewer', 'editor', 'admin'] as const) {
    const page = await as(role)
    await page.goto('/rooms')
    const bar = page.getByRole('navigation', { name: 'Pages of the console' })
    await expect(bar.getByRole('link')).toHaveText([...links[role]])
    await expect(bar.getByRole('link', { name: 'Rooms' })).toHaveAttribute('aria-current', 'page')
  }
})

test('a page of another role says so, with the status that means it', async ({
  as,
  accessible,
  expectedNoise,
}) => {
  expectedNoise.push(/403/)
  for (const role of ['viewer', 'editor'] as const) {
    const page = await as(role)
    const answer = await page.goto('/people')
    expect(answer?.status()).toBe(403)
    await expect(page.getByRole('heading', { name: 'Not for your role', level: 1 })).toBeVisible()
    await expect(page).toHaveTitle('Not for your role · Live Room Console')
    await accessible(page)
  }
})

test('a role taken away while somebody edits: nothing is written, and the text can be copied', async ({
  newcomer,
  room,
  expectedNoise,
}) => {
  expectedNoise.push(/403/)
  const { id, slug } = await room([['banner', 'Hello']])
  const { account, page } = await newcomer('editor')
  const editor = new EditorPage(page)
  await editor.open(slug)
  await editor.value('banner').fill('worth keeping')
  await changePerson(account.email, { role: 'viewer' })
  await editor.save()
  await expect(page.getByText('You may no longer edit')).toBeVisible()
  await expect(editor.value('banner')).toHaveValue('worth keeping')
  await expect(editor.value('banner')).not.toBeEditable()
  await expect(editor.reviewButton()).toBeHidden()
  await expect(page.getByRole('button', { name: 'Copy all (JSON)' })).toBeVisible()
  expect(await readEntries(id)).toEqual({ banner: 'Hello' })
  await changePerson(account.email, { role: 'editor' })
  await page.getByRole('button', { name: 'Look again' }).click()
  await expect(editor.reviewButton()).toBeVisible()
  await editor.save()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'worth keeping' })
})
