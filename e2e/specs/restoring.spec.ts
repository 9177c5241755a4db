import { readEntries, writeEntries } from '../engine'
import { expect, test } from '../fixtures'
import { HistoryPage } from '../screens/history-page'

const step = (key: string, from: string | null, to: string | null) => ({ key, from, to })

test('a change is taken back: as a draft, through the review, and on record as a restore', async ({
  editor,
  history,
  room,
  saved,
  page,
}) => {
  const { id, slug } = await room([
    ['banner', 'Hello'],
    ['old', 'x'],
  ])
  await saved(slug, [step('banner', 'Hello', 'Bye'), step('old', 'x', null)], { note: 'mistake' })
  await history.open(slug)
  await history.follow(history.entry('mistake'), 'Restore to before this')
  await expect(page.getByText('This draft takes a change back')).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`/rooms/${slug}$`))
  await expect(editor.value('banner')).toHaveValue('Hello')
  await expect(editor.value('old')).toHaveValue('x')
  expect(await readEntries(id)).toEqual({ banner: 'Bye' })
  await editor.save()
  await expect(page.getByText(/^Saved\. Read back at/)).toBeVisible()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'Hello', old: 'x' })
  await expect(page.getByText('This draft takes a change back')).toBeHidden()
  await history.open(slug, '?source=restore')
  await expect(history.entries()).toHaveCount(1)
  await history.entries().getByRole('link', { name: 'Restore', exact: true }).click()
  await expect(page.getByText('mistake')).toBeVisible()
})

test('a room is brought back as of a change, whatever apps wrote since', async ({
  editor,
  history,
  room,
  saved,
}) => {
  const { id, slug } = await room([['goal', '1']])
  await saved(slug, [step('banner', null, 'Hello')], { note: 'good state' })
  await writeEntries(id, [
    ['goal', '99'],
    ['noise', 'n'],
  ])
  await history.open(slug)
  await history.follow(history.entry('good state'), 'Restore as of this change')
  await expect(editor.value('goal')).toHaveValue('1')
  await editor.save()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'Hello', goal: '1' })
})

test('a key that has changed again since is a conflict that a person decides', async ({
  editor,
  history,
  room,
  saved,
  page,
}) => {
  const { id, slug } = await room([
    ['banner', 'first'],
    ['goal', '1'],
  ])
  await saved(slug, [step('banner', 'first', 'second'), step('goal', '1', '2')], { note: 'both' })
  await writeEntries(id, [['banner', 'third']])
  await history.open(slug)
  await history.follow(history.entry('both'), 'Restore to before this')
  await expect(page.getByText('1 of its keys has been changed again since.')).toBeVisible()
  await expect(editor.row('banner')).toContainText('changed elsewhere')
  await editor.row('banner').getByRole('button', { name: 'Compare' }).click()
  const conflict = page.getByRole('dialog', { name: /changed elsewhere|Nothing left to choose/ })
  await expect(conflict).toContainText('third')
  await conflict.getByRole('button', { name: 'Use mine', exact: true }).click()
  await conflict.getByRole('button', { name: 'Review again' }).click()
  await editor.saveButton().click()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'first', goal: '1' })
})

test('what holds already, or never was, is refused with the reason and makes no draft', async ({
  editor,
  room,
  saved,
  page,
}) => {
  const { slug } = await room([['a', '1']])
  const other = await room()
  const there = await saved(slug, [step('a', '1', '2')])
  await saved(slug, [step('a', '2', '1')])
  const failed = await saved(slug, [step('a', 'wrong', '3')])
  for (const [at, id, aim, reason] of [
    [slug, there, 'before', 'The room is like that already.'],
    [slug, failed, 'before', 'Nothing of this change is known to have got into the room.'],
    [other.slug, there, 'before', 'This room has no such change'],
  ] as const) {
    await page.goto(`/rooms/${at}?restore=${id}&to=${aim}`)
    await expect(page.getByRole('main').getByText(reason)).toBeVisible()
    await expect(page.getByText('No changes', { exact: true })).toBeVisible()
    await expect(page).toHaveURL(new RegExp(`/rooms/${at}$`))
  }
  await expect(editor.rows()).toHaveCount(0)
})

test('a restore that was discarded leaves no trace on what is saved next', async ({
  editor,
  history,
  room,
  saved,
  page,
}) => {
  const { slug } = await room([['a', '1']])
  const id = await saved(slug, [step('a', '1', '2')])
  await page.goto(`/rooms/${slug}?restore=${id}&to=before`)
  await expect(editor.value('a')).toHaveValue('1')
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(editor.value('a')).toHaveValue('2')
  await editor.value('a').fill('3')
  await editor.save()
  await history.open(slug, '?source=restore')
  await expect(page.getByText('No change matches these filters')).toBeVisible()
})

test('a viewer reads the history and is offered no way to restore', async ({ as, room, saved }) => {
  const { slug } = await room([['a', '1']])
  const id = await saved(slug, [step('a', '1', '2')])
  const page = await as('viewer')
  const viewed = new HistoryPage(page)
  await viewed.open(slug)
  await viewed.show(viewed.entries())
  await expect(viewed.diffOf(viewed.entries())).toBeVisible()
  await expect(viewed.entries().getByRole('link', { name: /Restore/ })).toHaveCount(0)
  await page.goto(`/rooms/${slug}?restore=${id}&to=before`)
  await expect(page.getByText('This draft takes a change back')).toHaveCount(0)
})
