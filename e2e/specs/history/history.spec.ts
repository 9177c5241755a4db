import { expect, test } from '../../fixtures'
import { writeEntries } from '../../support/live-service'

const keyChange = (key: string, from: string | null, to: string | null) => ({ key, from, to })

test('shows who changed what and why, the values and a link to the change', async ({
  editor,
  historyPage,
  createRoom,
  page,
}) => {
  const { slug, id, name } = await createRoom([
    ['banner', 'Hello world'],
    ['old', 'x'],
  ])
  await editor.open(slug)
  await editor.value('banner').fill('Hello there')
  await editor.deleteEntry('old')
  await editor.openReview()
  await page.getByLabel(/^Note/).fill('requested by the producer')
  await editor.saveButton().click()
  await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
  await editor.openFullHistory()
  await expect(page.getByRole('heading', { name: 'History', level: 1 })).toBeFocused()
  await expect(page).toHaveTitle(new RegExp(`^(\\(\\d+\\) )?History of ${id} · Live Room Console$`))
  await expect(page.getByRole('link', { name: `${name} · ${id}` })).toBeVisible()
  const entry = historyPage.entry('requested by the producer')
  await expect(entry).toContainText('Test editor')
  await expect(entry).toContainText('Saved')
  await expect(entry.getByRole('list', { name: 'Changed keys' })).toContainText(
    /Change banner.*Delete old/,
  )
  await expect(historyPage.diffOf(entry)).toBeHidden()
  await historyPage.expand(entry)
  await expect(historyPage.diffOf(entry).getByRole('deletion').first()).toContainText('world')
  await expect(historyPage.diffOf(entry).getByRole('insertion').first()).toContainText('there')
  await entry.getByText('Details', { exact: true }).click()
  await expect(entry).toContainText('RequestId')
  await expect(entry).toContainText(/UTC/)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await entry.getByRole('button', { name: 'Copy link' }).click()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`A change to ${name}`)
  await expect(page.getByRole('main')).toContainText(id)
  await expect(page.getByRole('list', { name: 'Values before and after' })).toContainText('world')
})

test('shows local times, with the exact time and UTC on focus', async ({
  historyPage,
  createRoom,
  saveChanges,
  page,
}) => {
  const { slug } = await createRoom()
  await saveChanges(slug, [keyChange('a', null, '1')])
  // A page that is interactive shows the days of the browser's own time zone.
  const listening = page.waitForResponse(/\/api\/events\?topic=history/)
  await historyPage.open(slug)
  await listening
  const time = historyPage.entries().getByRole('link').first()
  await time.focus()
  const tooltip = historyPage.entries().getByRole('tooltip')
  await expect(tooltip).toBeVisible()
  await expect(tooltip).toContainText('GMT+8')
  await expect(tooltip).toContainText('UTC')
  await page.keyboard.press('Tab')
  await expect(tooltip).toBeHidden()
})

test('expands a change by a click on Show below the tooltip of its time', async ({
  historyPage,
  createRoom,
  saveChanges,
  page,
}) => {
  await page.setViewportSize({ width: 375, height: 667 })
  const { slug } = await createRoom()
  await saveChanges(slug, [keyChange('a', null, '1')])
  await historyPage.open(slug)
  const entry = historyPage.entries().first()
  await entry.getByRole('link').first().focus()
  await expect(entry.getByRole('tooltip')).toBeVisible()
  await historyPage.expand(entry)
  await expect(historyPage.diffOf(entry)).toBeVisible()
})

test('records what an app changes in a watched room with an unknown author', {
  tag: '@postgres',
}, async ({ editor, historyPage, createRoom, saveChanges }) => {
  const { id, slug } = await createRoom([['goal', '1']])
  await saveChanges(slug, [keyChange('a', null, '1')])
  await editor.openLive(slug)
  await writeEntries(id, [['goal', '2']])
  await expect(editor.value('goal')).toHaveValue('2')
  await historyPage.open(slug)
  const entry = historyPage.entry('Outside this console')
  await expect(entry).toContainText('goal')
  await expect(entry).toContainText('Detected')
  await expect(historyPage.timeline()).toContainText(/2 changes · 1 external/)
  await expect(historyPage.timeline()).toContainText(/Watched for/)
})

test('links each mark of the timeline to its change, by mouse and by keyboard', async ({
  historyPage,
  createRoom,
  saveChanges,
  page,
}) => {
  const { slug } = await createRoom()
  await saveChanges(slug, [keyChange('a', null, '1')], { note: 'went in' })
  await saveChanges(slug, [keyChange('a', 'wrong', '2')], { note: 'met another' })
  await historyPage.open(slug)
  await expect(historyPage.timeline()).toContainText('2 changes · 1 not saved')
  await expect(historyPage.timelineMarks()).toHaveCount(2)
  await expect(historyPage.timelineMarks().first()).toHaveAccessibleName(/This console, Saved$/)
  await historyPage.timelineMarks().first().click()
  await expect(historyPage.entry('went in')).toBeFocused()
  await expect(historyPage.diffOf(historyPage.entry('went in'))).toBeVisible()
  await historyPage.timelineMarks().first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(historyPage.timelineMarks().last()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(historyPage.entry('met another')).toBeFocused()
  await historyPage.timeline().getByText('Show as table').click()
  await expect(historyPage.timeline().getByRole('row')).toHaveCount(3)
  await historyPage.timeline().getByLabel('Show the last').selectOption('hour')
  await expect(historyPage.timelineMarks()).toHaveCount(2)
})

test('says that a room has no changes, and shows Not found for an unknown change', async ({
  historyPage,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/404/)
  await historyPage.open('never-edited')
  await expect(page.getByText('No recorded changes to this room')).toBeVisible()
  await expect(historyPage.timeline()).toContainText('The room wasn’t read in this period')
  await page.goto('/changes/00000000-0000-4000-8000-000000000000')
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
})

test('the history is accessible: collapsed, expanded, filtered, and a single change', async ({
  historyPage,
  createRoom,
  saveChanges,
  expectAccessible,
  page,
}) => {
  const { slug } = await createRoom([['odd ', 'zero\u200bwidth']])
  const id = await saveChanges(slug, [
    keyChange('a', null, 'v'.repeat(300)),
    keyChange('odd ', 'zero\u200bwidth', null),
  ])
  await saveChanges(slug, [keyChange('a', 'wrong', '2')], { note: 'n'.repeat(200) })
  await historyPage.open(slug)
  await expect(historyPage.entries()).toHaveCount(2)
  await expectAccessible()
  for (const entry of await historyPage.entries().all()) await historyPage.expand(entry)
  await historyPage.timeline().getByText('Show as table').click()
  await expect(historyPage.diffOf(historyPage.entries().last())).toBeVisible()
  await expectAccessible()
  await historyPage.applyFilters({ Outcome: 'Saved', From: '2026-01-01T08:00' })
  await expect(historyPage.entries()).toHaveCount(1)
  await expectAccessible()
  await page.goto(`/changes/${id}`)
  await page.getByText('Details', { exact: true }).click()
  await expectAccessible()
})

test('offers a change that was saved meanwhile, and follows one that is shown', async ({
  historyPage,
  createRoom,
  saveChanges,
  page,
}) => {
  const { slug } = await createRoom()
  await saveChanges(slug, [keyChange('a', null, '1')], { note: 'before' })
  const listening = page.waitForResponse(/\/api\/events\?topic=history/)
  await historyPage.open(slug)
  await listening
  await expect(historyPage.entries()).toHaveCount(1)
  await saveChanges(slug, [keyChange('a', '1', '2')], { note: 'meanwhile' })
  const showNew = page.getByRole('button', { name: '1 new change' })
  await expect(showNew).toBeVisible()
  await expect(historyPage.entries()).toHaveCount(1)
  await showNew.click()
  await expect(historyPage.entries()).toHaveCount(2)
  await expect(historyPage.entry('meanwhile')).toBeFocused()
  await expect(showNew).toBeHidden()
})
