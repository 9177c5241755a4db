import { readEntries, writeEntries } from '../engine'
import { expect, test } from '../fixtures'

test('this console’s own answer gets lost: what became of the save is asked, and told', async ({
  editor,
  room,
  page,
  expectedNoise,
}) => {
  expectedNoise.push(/ERR_FAILED|Failed to load/)
  const { id, slug } = await room([['banner', 'Hello']])
  let lost = 0
  await page.route(`**/api/rooms/${slug}/metadata`, async (route) => {
    if (route.request().method() !== 'PATCH' || lost++ > 0) return route.continue()
    await route.fetch()
    await route.abort()
  })
  await editor.open(slug)
  await editor.value('banner').fill('once')
  await editor.save()
  await expect(page.getByText(/^Saved\./)).toBeVisible()
  expect(lost).toBe(1)
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'once' })
})

test('a save that takes long is told to everybody in the room, over a reload, and so is its end', async ({
  editor,
  colleague,
  accessible,
}) => {
  const name = `gifts_${Date.now()}`
  await editor.open('practice-late')
  await colleague.open('practice-late')
  await colleague.value('pinned_product').fill('mine')
  // Renamed, so that a set and a delete are needed: six seconds each, more than a save waits for.
  const gifts = editor
    .rows()
    .filter({ hasText: /gifts/ })
    .or(editor.page.getByRole('group', { name: /gifts/ }))
  await editor.keyIn(gifts.first()).fill(name)
  await editor.openReview()
  await editor.saveButton().click()
  await expect(colleague.outcome()).toContainText(
    /Test editor’s change is being saved \(\d+ s\)\. Yours is kept/,
  )
  await editor.page.reload()
  await expect(editor.outcome()).toContainText(/Your change to .* is being saved|did not answer/)
  for (const { page } of [editor, colleague]) {
    await expect(page.getByText(/The engine did not answer\. We are finding out/)).toBeVisible()
  }
  await expect(colleague.outcome()).toContainText(/Test editor’s change of .* is in the room/)
  await accessible(colleague.page)
  await expect(editor.page.getByText(/engine’s answer got lost/)).toBeVisible()
  await expect(colleague.row(name)).toBeVisible()
  await expect(colleague.value('pinned_product')).toHaveValue('mine')
  expect(Object.keys(await readEntries('practice-late'))).toContain(name)
})

test('whoever meets a taken room keeps the text, hears when it is free, and saves then', async ({
  editor,
  colleague,
  expectedNoise,
}) => {
  expectedNoise.push(/423/)
  await editor.open('practice-slow')
  await colleague.open('practice-slow')
  await colleague.value('pinned_product').fill(`mine ${Date.now()}`)
  await colleague.openReview()
  await expect(colleague.review()).toContainText('read again just now')
  await editor.value('banner').fill(`theirs ${Date.now()}`)
  await editor.openReview()
  await editor.saveButton().click()
  await expect(editor.page.getByText('Saving…').first()).toBeVisible()
  await colleague.saveButton().click()
  await expect(colleague.outcome()).toContainText(/Nothing of this one was sent; your text is kept/)
  await colleague.page.getByRole('button', { name: 'Save mine now' }).click()
  await expect(colleague.page.getByText(/^Saved\. Read back at/)).toBeVisible()
})

test('a save whose answer was lost with the page is told after the reload, also when it never arrived', async ({
  editor,
  room,
  page,
  expectedNoise,
}) => {
  expectedNoise.push(/ERR_FAILED|Failed to load|404/)
  const { id, slug } = await room([['banner', 'Hello']])
  let lost = true
  await page.route(`**/api/rooms/${slug}/metadata`, (route) =>
    route.request().method() === 'PATCH' && lost ? route.abort() : route.continue(),
  )
  await editor.open(slug)
  await editor.value('banner').fill('typed once')
  await editor.save()
  await expect(editor.outcome()).toContainText('this save has not arrived')
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await expect(editor.value('banner')).toHaveValue('typed once')
  await expect(editor.outcome()).toContainText('this save has not arrived')
  lost = false
  await editor.outcome().getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText(/^Saved\. Read back at/)).toBeVisible()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'typed once' })
})

test('a double click, and Enter right after it, are one change', async ({ editor, room, page }) => {
  const { id, slug } = await room([['banner', 'Hello']])
  let sent = 0
  page.on('request', (request) => {
    if (request.method() === 'PATCH') sent++
  })
  await editor.open(slug)
  await editor.value('banner').fill('once')
  await editor.openReview()
  await editor.saveButton().dblclick()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Saved\. Read back at/)).toBeVisible()
  const { changes } = await (await page.request.get(`/api/rooms/${slug}/changes`)).json()
  expect([sent, changes.length]).toEqual([1, 1])
  expect(await readEntries(id)).toEqual({ banner: 'once' })
})

test('while the engine does not answer the last verified entries stay, with their age', async ({
  editor,
  room,
  page,
}) => {
  const entries = [{ key: 'banner', value: 'Hello' }]
  const { id, slug } = await room([['banner', 'Hello']])
  await editor.open(slug)
  await page.route(`**/api/rooms/${slug}/metadata*`, async (route) => {
    const told = await (await route.fetch()).json()
    const stale = { code: 'engine.unreachable', ref: 'the line of a log' }
    await route.fulfill({ json: { ...told, entries, stale } })
  })
  await writeEntries(id, [['banner', 'not to be seen']])
  await expect(page.getByText('The Live engine is not answering')).toBeVisible()
  await expect(page.getByText(/This is the room as of .* a save will tell/)).toBeVisible()
  await expect(editor.value('banner')).toHaveValue('Hello')
})

test('a review for which the room could not be read says so', async ({
  editor,
  room,
  page,
  expectedNoise,
}) => {
  expectedNoise.push(/ERR_FAILED|Failed to load/)
  const { id, slug } = await room([['banner', 'Hello']])
  await editor.open(slug)
  await editor.value('banner').fill('Mine')
  await page.route(`**/api/rooms/${slug}/metadata*`, (route) =>
    route.request().method() === 'GET' ? route.abort() : route.continue(),
  )
  await editor.openReview()
  await expect(editor.review()).toContainText(
    /could not be read again: below is how it stood at \d/,
  )
  await editor.saveButton().click()
  await expect(page.getByText(/^Saved\. Read back at/)).toBeVisible()
  expect(await readEntries(id)).toEqual({ banner: 'Mine' })
})
