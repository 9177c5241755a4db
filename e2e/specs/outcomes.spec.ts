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
})
