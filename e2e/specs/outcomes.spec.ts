import { readEntries } from '../engine'
import { expect, test } from '../fixtures'
import { HistoryPage } from '../screens/history-page'

test.describe('an operator is told the truth when', () => {
  test('the engine answers late', async ({ editor }) => {
    await editor.open('practice-slow')
    await editor.value('banner').fill(`slow ${Date.now()}`)
    await editor.save()
    await expect(editor.page.getByText(/^Saved\. Read back at/)).toBeVisible()
  })

  test('it applies a save and then stays silent', async ({ editor }) => {
    const text = `silent ${Date.now()}`
    await editor.open('practice-silent')
    await editor.value('banner').fill(text)
    await editor.save()
    await expect(editor.page.getByText(/engine’s answer got lost/)).toBeVisible()
    expect((await readEntries('practice-silent')).banner).toBe(text)
  })

  test('its answer is cut off', async ({ editor }) => {
    await editor.open('practice-garbled')
    await editor.value('banner').fill(`garbled ${Date.now()}`)
    await editor.save()
    await expect(editor.page.getByText(/engine’s answer got lost/)).toBeVisible()
  })

  test('it is busy at first', async ({ editor }) => {
    await editor.open('practice-busy')
    await editor.value('banner').fill(`busy ${Date.now()}`)
    await editor.save()
    await expect(editor.page.getByText(/^Saved\. Read back at/)).toBeVisible()
  })

  test('it sets but does not delete', async ({ editor, colleague }) => {
    const text = `partial ${Date.now()}`
    await editor.open('practice-partial')
    await editor.value('banner').fill(text)
    await editor.remove('gifts_enabled')
    await editor.save()
    await expect(editor.page.getByText('Partly saved', { exact: true }).first()).toBeVisible()
    await expect(editor.page.getByText('gifts_enabled is not deleted.')).toBeVisible()
    await expect(editor.page.getByRole('button', { name: 'Finish' })).toBeVisible()
    await expect(editor.page.getByRole('button', { name: 'Put back' })).toBeVisible()
    expect((await readEntries('practice-partial')).banner).toBe(text)
    await editor.page.reload()
    await colleague.open('practice-partial')
    for (const { page } of [editor, colleague]) {
      await expect(page.getByText('gifts_enabled is not deleted.')).toBeVisible()
      await expect(page.getByRole('button', { name: 'Finish' })).toBeVisible()
    }
    await expect(colleague.outcome()).toContainText('Change of Test editor')
    const past = new HistoryPage(colleague.page)
    await past.open('practice-partial')
    await expect(past.waiting().getByRole('article').first()).toContainText('gifts_enabled')
    await expect(past.waiting().getByRole('link', { name: 'Finish' }).first()).toBeVisible()
    await past.waiting().getByRole('link', { name: 'Put back' }).first().click()
    await expect(colleague.page.getByText('This draft takes a change back')).toBeVisible()
    await editor.page.getByRole('button', { name: 'Put back' }).click()
    await expect(editor.review().getByRole('listitem')).toHaveCount(1)
    await expect(editor.review().getByRole('listitem')).toContainText('banner')
    await editor.saveButton().click()
    await expect
      .poll(async () => (await readEntries('practice-partial')).banner)
      .toBe('Practice makes calm')
    await expect(colleague.page.getByText('Partly saved', { exact: true })).toBeHidden()
  })

  test('its gateway fails and nothing arrives', async ({ editor, expectedNoise }) => {
    expectedNoise.push(/502/)
    await editor.open('practice-502')
    await editor.value('banner').fill('never')
    await editor.save()
    await expect(editor.page.getByText(/Not saved, nothing was changed/).first()).toBeVisible()
    await expect(editor.value('banner')).toHaveValue('never')
    expect((await readEntries('practice-502')).banner).not.toBe('never')
  })

  for (const [room, sentence, code] of [
    ['practice-very-busy', /too busy/, '60007'],
    ['practice-forbidden', /does not let this console edit this room/, '100006'],
    ['practice-plan', /plan is not active/, '100007'],
  ] as const) {
    test(`it refuses with ${code}`, async ({ editor, expectedNoise }) => {
      expectedNoise.push(/50[23]/)
      await editor.open(room)
      await editor.value('banner').fill('kept')
      await editor.save()
      const banner = editor.outcome()
      await expect(banner).toContainText(sentence)
      await expect(banner).toBeFocused()
      await expect(banner).toBeInViewport()
      await editor.page.getByText('Details', { exact: true }).first().click()
      await expect(editor.page.getByText(code, { exact: true }).first()).toBeVisible()
      await expect(editor.page.getByText(/^Id-[0-9a-f]{32}|none/).first()).toBeVisible()
      await expect(editor.value('banner')).toHaveValue('kept')
    })
  }

  test('it answers with a code that is in no table', async ({ editor, expectedNoise }) => {
    expectedNoise.push(/502/)
    await editor.open('practice-unknown')
    await editor.value('banner').fill('kept')
    await editor.save()
    await expect(editor.value('banner')).toHaveValue('kept')
    await editor.page.getByText('Details', { exact: true }).first().click()
    await expect(editor.page.getByText('100999', { exact: true }).first()).toBeVisible()
  })

  test('apps fill the room between reading and saving', async ({ editor, expectedNoise }) => {
    expectedNoise.push(/422/)
    await editor.open('practice-full')
    await editor.add('one_more', 'x')
    await editor.save()
    await expect(
      editor.page.getByText(/now holds 10 other keys|can hold|is all it can/).first(),
    ).toBeVisible()
    await expect(editor.value('one_more')).toHaveValue('x')
  })

  test('the room ends while they type, and the text can be copied', async ({
    editor,
    expectedNoise,
  }) => {
    expectedNoise.push(/404/)
    await editor.open('practice-ends')
    await editor.value('banner').fill('worth keeping')
    await editor.save()
    await expect(editor.page.getByText('This room has ended').first()).toBeVisible()
    await expect(editor.page.getByRole('button', { name: 'Copy all (JSON)' })).toBeVisible()
    await expect(editor.value('banner')).toHaveValue('worth keeping')
  })

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
