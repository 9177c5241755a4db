import { expect, test } from '../../fixtures'
import { readEntries, writeEntries } from '../../support/live-service'
import { holdReplies, holdRequests } from '../../support/page-scripts'
import { recordTexts, recordValues } from '../../support/recorders'
import { lockRoom } from '../../support/room-lock'

const OVERWRITE = 'Overwrite whatever is there'

test('never shows an own change as that of others while the reply of its save is late', async ({
  editor,
  createRoom,
  page,
}) => {
  const { slug } = await createRoom([['banner', 'Hello']])
  await editor.openLive(slug)
  await editor.value('banner').fill('own')
  const releaseReply = await holdReplies(page, `**/api/rooms/${slug}/metadata`, 'PATCH')
  const announcements = await recordTexts(page.locator('#live-polite'))
  const statuses = await recordTexts(editor.row('banner'))
  const ownValueRead = page.waitForResponse(
    async (response) =>
      response.request().method() === 'GET' &&
      response.url().endsWith(`/api/rooms/${slug}/metadata`) &&
      // A reply that a newer read replaced has no text.
      (await response.text().catch(() => '')).includes('"own"'),
  )
  await editor.save()
  await ownValueRead
  await expect(page.getByText('1 changed', { exact: true })).toBeVisible()
  await expect(editor.row('banner')).not.toContainText('updated')
  releaseReply()
  await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  expect((await announcements()).join(' ')).not.toContain('others')
  expect((await statuses()).join(' ')).not.toContain('updated')
})

test('shows no value from before a save, and no change of others, when the save ends first', async ({
  editor,
  createRoom,
  page,
}) => {
  const { slug } = await createRoom([
    ['banner', 'Hello'],
    ['goal', '1'],
  ])
  await editor.openLive(slug)
  await editor.value('banner').fill('own')
  await editor.value('goal').fill('2')
  await editor.openReview()
  await expect(editor.reviewDialog()).toContainText('Checked against the live room just now')
  // What the page knows when its save ends comes from the reply of the save alone.
  const releaseReads = await holdRequests(page, `**/api/rooms/${slug}/metadata`, 'GET')
  const values = await recordValues(page.locator('#rows textarea[name="rows.0.value"]'))
  const texts = await recordTexts(page.locator('#rows'))
  const announcements = await recordTexts(page.locator('#live-polite'))
  await editor.saveButton().click()
  await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  releaseReads()
  await expect(page.getByText('No changes', { exact: true })).toBeVisible()
  expect(await values()).toEqual(['own'])
  expect((await texts()).join(' ')).not.toMatch(/updated|Changed|changed this/)
  expect((await announcements()).join(' ')).not.toContain('Changed')
})

test('says only what is true when a discard is tried while a save runs', async ({
  editor,
  createRoom,
  page,
}) => {
  const { slug } = await createRoom([['banner', 'Hello']])
  await editor.open(slug)
  await editor.value('banner').fill('slow')
  const releaseReply = await holdReplies(page, '**/metadata', 'PATCH')
  await editor.openReview()
  await editor.saveButton().click()
  await expect(page.getByText('Saving…').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Discard' })).toBeHidden()
  await page.keyboard.press('ControlOrMeta+s')
  await expect(editor.reviewDialog()).toBeHidden()
  releaseReply()
  await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  await expect(page.getByText('Draft discarded.')).toBeHidden()
  await expect(page.getByText('No changes', { exact: true })).toBeVisible()
  await expect(editor.value('banner')).toHaveValue('slow')
})

test('does not mention a short save of a colleague, also if its end is known late', async ({
  editor,
  createRoom,
  page,
}) => {
  const room = await createRoom([['banner', 'Hello']])
  await page.clock.install()
  await editor.openLive(room.slug)
  const unlock = await lockRoom(page, room)
  const releaseAnswer = await holdRequests(page, '**/api/changes/*', 'GET')
  const messages = await recordTexts(page.locator('main'))
  const asked = page.waitForRequest(/\/api\/changes\//)
  await writeEntries(room.id, [['goal', '1']])
  await asked
  await page.clock.fastForward(5_000)
  unlock()
  const answered = page.waitForResponse(/\/api\/changes\//)
  releaseAnswer()
  await answered
  await expect(editor.value('goal')).toHaveValue('1')
  await expect(page.getByText('No changes', { exact: true })).toBeVisible()
  expect((await messages()).join('\n')).not.toMatch(/is saving|were saved/)
})

test('says the end of a colleague’s save once, with the offer to save', async ({
  editor,
  createRoom,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/423/)
  const room = await createRoom([
    ['banner', 'Hello'],
    ['goal', '1'],
  ])
  await editor.openLive(room.slug)
  await editor.value('goal').fill('2')
  const unlock = await lockRoom(page, room)
  await editor.save()
  await expect(editor.outcome()).toContainText(/Nothing was sent, and your text is kept/)
  await expect(editor.outcome()).not.toContainText('is saving')
  unlock()
  await expect(editor.outcome().getByRole('button', { name: 'Save mine' })).toBeVisible()
  await expect(editor.outcome()).not.toContainText('were saved')
  await expect(editor.outcome().getByRole('button', { name: 'Dismiss' })).toHaveCount(1)
  await editor.outcome().getByRole('button', { name: 'Save mine' }).click()
  await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  expect(await readEntries(room.id)).toEqual({ banner: 'Hello', goal: '2' })
})

for (const room of ['practice-forbidden', 'practice-plan']) {
  test(`offers no button that cannot help: ${room}`, async ({ editor, expectedErrors }) => {
    expectedErrors.push(/50[23]/)
    await editor.open(room)
    await editor.value('banner').fill('kept')
    await editor.save()
    await expect(editor.outcome()).toContainText('Not saved. The room wasn’t changed.')
    await expect(editor.outcome().getByRole('button', { name: 'Dismiss' })).toBeVisible()
    await expect(editor.outcome().getByRole('button', { name: 'Try again' })).toBeHidden()
  })
}

test('says whether the room changed after an unknown code', async ({ editor, expectedErrors }) => {
  expectedErrors.push(/502/)
  await editor.open('practice-unknown')
  await editor.value('banner').fill('kept')
  await editor.save()
  await expect(editor.outcome()).toContainText('Not saved. The room wasn’t changed.')
  await expect(editor.outcome()).toContainText('Your text is kept.')
})

test('overrules an app that keeps rewriting a key, and the history says so', async ({
  editor,
  historyPage,
  createRoom,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/409/)
  const { id, slug } = await createRoom([['goal', '0']])
  await editor.openLive(slug)
  await editor.value('goal').fill('mine')
  for (const value of ['1', '2']) {
    await editor.openReview()
    await expect(editor.reviewDialog()).toContainText('Checked against the live room just now')
    await writeEntries(id, [['goal', value]])
    await editor
      .reviewDialog()
      .getByRole('button', { name: /^Save \d|Resolve conflicts/ })
      .click()
    await expect(editor.conflictDialog()).toContainText(value)
    const overwrite = editor.conflictDialog().getByRole('button', { name: OVERWRITE })
    if (value === '1') {
      await expect(overwrite).toBeHidden()
      await editor.conflictDialog().getByRole('button', { name: 'Use mine', exact: true }).click()
    } else await overwrite.click()
    await editor.conflictDialog().getByRole('button', { name: 'Back to editing' }).click()
  }
  await editor.openReview()
  await expect(editor.reviewDialog()).toContainText('Overwrites whatever is there')
  await writeEntries(id, [['goal', '3']])
  await editor.saveButton().click()
  await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  expect(await readEntries(id)).toEqual({ goal: 'mine' })
  await historyPage.open(slug)
  const entry = historyPage.entries().filter({ hasText: 'Test editor' }).first()
  await historyPage.expand(entry)
  await expect(historyPage.diffOf(entry)).toContainText('Overwrites whatever is there')
})

test('never fuses an old and a new word in the review', async ({ editor, createRoom }) => {
  const { slug } = await createRoom([['banner', 'Grand final of the season tonight — B version']])
  await editor.open(slug)
  await editor.value('banner').fill('Grand final of the season — best of seven')
  await editor.openReview()
  const text = await editor.reviewDialog().getByRole('listitem').textContent()
  expect(text).not.toMatch(/Bbest|versionof|versionbest/)
  expect(text).toContain('best of seven')
  await editor.reviewDialog().getByRole('button', { name: 'Close' }).click()
  await editor.value('banner').fill('Something else entirely for tomorrow')
  await editor.openReview()
  const difference = editor.reviewDialog().getByRole('listitem')
  await expect(difference.getByRole('deletion')).toHaveCount(1)
  await expect(difference.getByRole('insertion')).toHaveText('Something else entirely for tomorrow')
})
