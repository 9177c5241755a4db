import { expect, test } from '../../fixtures'
import { BoardPage } from '../../pages/board-page'
import { HistoryPage } from '../../pages/history-page'
import { readEntries } from '../../support/live-service'

test.describe('the editor shows the true outcome when', () => {
  test('the Live service replies late', async ({ editor }) => {
    await editor.open('practice-slow')
    await editor.value('banner').fill(`slow ${Date.now()}`)
    await editor.save()
    await expect(editor.page.getByText(/^Saved and confirmed at/)).toBeVisible()
  })

  test('the Live service applies a save and never replies', async ({ editor }) => {
    const text = `silent ${Date.now()}`
    await editor.open('practice-silent')
    await editor.value('banner').fill(text)
    await editor.save()
    await expect(editor.page.getByText(/The Live service didn’t reply, but/)).toBeVisible()
    expect((await readEntries('practice-silent')).banner).toBe(text)
  })

  test('the reply is truncated', async ({ editor }) => {
    await editor.open('practice-garbled')
    await editor.value('banner').fill(`garbled ${Date.now()}`)
    await editor.save()
    await expect(editor.page.getByText(/The Live service didn’t reply, but/)).toBeVisible()
  })

  test('the Live service is busy at first', async ({ editor }) => {
    await editor.open('practice-busy')
    await editor.value('banner').fill(`busy ${Date.now()}`)
    await editor.save()
    await expect(editor.page.getByText(/^Saved and confirmed at/)).toBeVisible()
  })

  // Both change the same room.
  test.describe(() => {
    test.describe.configure({ mode: 'default' })

    test('the Live service sets but does not delete', async ({ editor, colleague }) => {
      const { banner: before } = await readEntries('practice-partial')
      const text = `partial ${Date.now()}`
      await editor.open('practice-partial')
      await editor.value('banner').fill(text)
      await editor.deleteEntry('gifts_enabled')
      await editor.save()
      await expect(editor.page.getByText('Partly saved', { exact: true }).first()).toBeVisible()
      await expect(editor.page.getByText('Not deleted: gifts_enabled.')).toBeVisible()
      await expect(editor.page.getByRole('button', { name: 'Retry the rest' })).toBeVisible()
      await expect(editor.page.getByRole('button', { name: 'Roll back' })).toBeVisible()
      await expect(editor.reviewButton()).toBeHidden()
      expect((await readEntries('practice-partial')).banner).toBe(text)
      await editor.page.reload()
      await colleague.open('practice-partial')
      for (const window of [editor, colleague]) {
        await expect(window.outcome()).toContainText('Not deleted: gifts_enabled.')
        await expect(window.page.getByRole('button', { name: 'Retry the rest' })).toBeVisible()
      }
      await expect(colleague.outcome()).toContainText('Test editor started this save')
      const historyPage = new HistoryPage(colleague.page)
      await historyPage.open('practice-partial')
      await expect(historyPage.needsAttention().getByRole('article').first()).toContainText(
        'gifts_enabled',
      )
      await expect(
        historyPage.needsAttention().getByRole('link', { name: 'Retry the rest' }).first(),
      ).toBeVisible()
      await historyPage.needsAttention().getByRole('link', { name: 'Roll back' }).first().click()
      await expect(colleague.page.getByRole('dialog', { name: /^Undo changes/ })).toBeVisible()
      await editor.page.getByRole('button', { name: 'Roll back' }).click()
      await expect(editor.reviewDialog().getByRole('listitem')).toHaveCount(1)
      await expect(editor.reviewDialog().getByRole('listitem')).toContainText('banner')
      await editor.saveButton().click()
      await expect.poll(async () => (await readEntries('practice-partial')).banner).toBe(before)
      await expect(colleague.page.getByText('Partly saved', { exact: true })).toBeHidden()
    })

    test('a change is partly saved, also on the board and in every title', async ({
      editor,
      colleague,
    }) => {
      const board = new BoardPage(colleague.page)
      await board.open()
      await editor.open('practice-partial')
      const name = (await editor.page.getByRole('heading', { level: 1 }).textContent()) ?? ''
      await editor.value('banner').fill(`board ${Date.now()}`)
      await editor.deleteEntry('gifts_enabled')
      await editor.save()
      const change = board.attention().getByRole('listitem').filter({ hasText: name }).first()
      await expect(change).toContainText('Partly saved')
      await expect(board.badge()).toBeVisible()
      await expect(board.page).toHaveTitle(/^\(\d+\) On air/)
      await colleague.page.getByRole('link', { name: 'Rooms', exact: true }).first().click()
      await expect(board.page).toHaveTitle(/^\(\d+\) Rooms/)
      await board.open()
      await editor.page.getByRole('button', { name: 'Roll back' }).click()
      await editor.saveButton().click()
      await expect(change).toHaveCount(0)
    })
  })

  test('the gateway fails and the save does not arrive', async ({ editor, expectedErrors }) => {
    expectedErrors.push(/502/)
    await editor.open('practice-502')
    await editor.value('banner').fill('never')
    await editor.save()
    await expect(editor.page.getByText(/Not saved\. The room wasn’t changed/).first()).toBeVisible()
    await expect(editor.value('banner')).toHaveValue('never')
    expect((await readEntries('practice-502')).banner).not.toBe('never')
  })

  for (const [room, sentence, code] of [
    ['practice-very-busy', /is busy/, '60007'],
    ['practice-forbidden', /doesn’t allow this console to edit this room/, '100006'],
    ['practice-plan', /plan isn’t active/, '100007'],
  ] as const) {
    test(`the Live service refuses with ${code}`, async ({ editor, expectedErrors }) => {
      expectedErrors.push(/50[23]/)
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

  test('the reply has an undocumented code', async ({ editor, expectedErrors }) => {
    expectedErrors.push(/502/)
    await editor.open('practice-unknown')
    await editor.value('banner').fill('kept')
    await editor.save()
    await expect(editor.value('banner')).toHaveValue('kept')
    await editor.page.getByText('Details', { exact: true }).first().click()
    await expect(editor.page.getByText('100999', { exact: true }).first()).toBeVisible()
  })

  test('apps fill the room between the read and the save', async ({ editor, expectedErrors }) => {
    expectedErrors.push(/422/)
    await editor.open('practice-full')
    await editor.addEntry('one_more', 'x')
    await editor.save()
    await expect(editor.outcome()).toContainText(/\d+ keys? (was|were) added by an app/)
    await expect(editor.outcome()).toContainText(/remove \d+ keys? to save/)
    await expect(editor.value('one_more')).toHaveValue('x')
  })

  test('the room ends before the save, and the text can be copied', async ({
    editor,
    expectedErrors,
  }) => {
    expectedErrors.push(/404/)
    await editor.open('practice-ends')
    await editor.value('banner').fill('worth keeping')
    await editor.save()
    await expect(editor.page.getByText('This room has ended').first()).toBeVisible()
    await expect(editor.page.getByRole('button', { name: 'Copy all (JSON)' })).toBeVisible()
    await expect(editor.value('banner')).toHaveValue('worth keeping')
  })
})
