import { expect, test } from '../../fixtures'
import { readEntries, writeEntries } from '../../support/live-service'
import { recordTexts } from '../../support/recorders'

test('finds out and shows the outcome when the response of the console is lost', async ({
  editor,
  createRoom,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_FAILED|Failed to load/)
  const { id, slug } = await createRoom([['banner', 'Hello']])
  let lostResponses = 0
  await page.route(`**/api/rooms/${slug}/metadata`, async (route) => {
    if (route.request().method() !== 'PATCH' || lostResponses++ > 0) return route.continue()
    await route.fetch()
    await route.abort()
  })
  await editor.open(slug)
  await editor.value('banner').fill('once')
  await editor.save()
  await expect(page.getByText(/^Saved( and confirmed at|\.)/)).toBeVisible()
  expect(lostResponses).toBe(1)
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'once' })
})

test('shows a slow save and its outcome to everyone in the room, also after a reload', async ({
  editor,
  colleague,
  expectAccessible,
}) => {
  const name = `gifts_${Date.now()}`
  await editor.open('practice-late')
  await colleague.open('practice-late')
  await colleague.value('pinned_product').fill('mine')
  // A rename needs a set and a delete of six seconds each, longer than the request waits.
  const gifts = editor
    .rows()
    .filter({ hasText: /gifts/ })
    .or(editor.page.getByRole('group', { name: /gifts/ }))
  await editor.keyField(gifts.first()).fill(name)
  await editor.openReview()
  await editor.saveButton().click()
  await expect(colleague.outcome()).toContainText(
    /Test editor is saving \(\d+ s\)\. Your text is kept/,
  )
  await editor.page.reload()
  await expect(editor.outcome()).toContainText(/Saving your changes to|didn’t reply/)
  for (const { page } of [editor, colleague]) {
    await expect(page.getByText(/Checking whether .* was saved/)).toBeVisible()
  }
  await expect(colleague.outcome()).toContainText(/Test editor’s changes to .* were saved/)
  await expectAccessible(colleague.page)
  await expect(editor.page.getByText(/The Live service didn’t reply, but/)).toBeVisible()
  await expect(colleague.row(name)).toBeVisible()
  await expect(colleague.value('pinned_product')).toHaveValue('mine')
  expect(Object.keys(await readEntries('practice-late'))).toContain(name)
})

test('keeps the draft while the room is busy and saves it once the room is free', async ({
  editor,
  colleague,
  expectedErrors,
}) => {
  expectedErrors.push(/423/)
  await editor.open('practice-slow')
  await colleague.open('practice-slow')
  await colleague.value('pinned_product').fill(`mine ${Date.now()}`)
  const outcomes = await recordTexts(colleague.outcome())
  await colleague.openReview()
  await expect(colleague.reviewDialog()).toContainText('Checked against the live room just now')
  await editor.value('banner').fill(`theirs ${Date.now()}`)
  await editor.openReview()
  // The page of the saving person says “Saving…” before the server has their save.
  const locked = colleague.page.waitForResponse(
    async (response) =>
      response.url().includes('/practice-slow/metadata') &&
      (await response.text()).includes('"outcome":"pending"'),
  )
  await editor.saveButton().click()
  await locked
  await colleague.saveButton().click()
  await colleague.page.getByRole('button', { name: 'Save mine' }).click()
  expect((await outcomes()).join('\n')).toMatch(/Nothing was sent, and your text is kept/)
  await expect(colleague.page.getByText(/^Saved and confirmed at/)).toBeVisible()
})

test('reports a lost save after a reload, also when it never reached the server', async ({
  editor,
  createRoom,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_FAILED|Failed to load|404/)
  const { id, slug } = await createRoom([['banner', 'Hello']])
  let isOffline = true
  await page.route(`**/api/rooms/${slug}/metadata`, (route) =>
    route.request().method() === 'PATCH' && isOffline ? route.abort() : route.continue(),
  )
  await editor.open(slug)
  await editor.value('banner').fill('typed once')
  await editor.save()
  await expect(editor.outcome()).toContainText('The server hasn’t received this save')
  await page.reload()
  await expect(editor.value('banner')).toHaveValue('typed once')
  await expect(editor.outcome()).toContainText('The server hasn’t received this save')
  isOffline = false
  await editor.outcome().getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  await expect.poll(() => readEntries(id)).toEqual({ banner: 'typed once' })
})

test('saves once on a double click followed by Enter', { tag: '@postgres' }, async ({
  editor,
  createRoom,
  page,
}) => {
  const { id, slug } = await createRoom([['banner', 'Hello']])
  let sentSaves = 0
  page.on('request', (request) => {
    if (request.method() === 'PATCH') sentSaves++
  })
  await editor.open(slug)
  await editor.value('banner').fill('once')
  await editor.openReview()
  await editor.saveButton().dblclick()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  const { changes } = await (await page.request.get(`/api/rooms/${slug}/changes`)).json()
  expect([sentSaves, changes.length]).toEqual([1, 1])
  expect(await readEntries(id)).toEqual({ banner: 'once' })
})

test('shows the last read entries and their age while the Live service is silent', async ({
  editor,
  createRoom,
  page,
}) => {
  const entries = [{ key: 'banner', value: 'Hello' }]
  const { id, slug } = await createRoom([['banner', 'Hello']])
  await editor.open(slug)
  await page.route(`**/api/rooms/${slug}/metadata*`, async (route) => {
    const reply = await (await route.fetch()).json()
    const stale = { code: 'engine.unreachable', ref: 'the line of a log' }
    await route.fulfill({ json: { ...reply, entries, stale } })
  })
  await writeEntries(id, [['banner', 'not to be seen']])
  await expect(page.getByText('The Live service isn’t responding')).toBeVisible()
  await expect(page.getByText(/This is the room at .* Saving checks it first/)).toBeVisible()
  await expect(editor.value('banner')).toHaveValue('Hello')
})

test('says in the review that the room could not be read', async ({
  editor,
  createRoom,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_FAILED|Failed to load/)
  const { id, slug } = await createRoom([['banner', 'Hello']])
  await editor.open(slug)
  await editor.value('banner').fill('Mine')
  await page.route(`**/api/rooms/${slug}/metadata*`, (route) =>
    route.request().method() === 'GET' ? route.abort() : route.continue(),
  )
  await editor.openReview()
  await expect(editor.reviewDialog()).toContainText(/couldn’t be checked, so this compares with \d/)
  await editor.saveButton().click()
  await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  expect(await readEntries(id)).toEqual({ banner: 'Mine' })
})
