import { expect, test } from '../../fixtures'

const keyChange = (key: string, from: string | null, to: string | null) => ({ key, from, to })

test('filters the list, keeps the filters in the URL and restores them on Back', {
  tag: '@postgres',
}, async ({ historyPage, createRoom, saveChanges, page }) => {
  const { slug, id } = await createRoom([['a', '1']])
  await saveChanges(slug, [keyChange('a', '1', '2')], { note: 'went well' })
  await saveChanges(slug, [keyChange('a', 'wrong', '3')], { note: 'met another' })
  await historyPage.open()
  await historyPage.applyFilters({ Outcome: 'Not saved' })
  await page.getByLabel('Room', { exact: true }).fill(id)
  await page.getByRole('button', { name: 'Apply filters' }).click()
  await expect(historyPage.activeFilters().getByRole('listitem')).toHaveText([
    `Room: ${id}`,
    'Outcome: Not saved',
    'Remove all',
  ])
  await expect(historyPage.entries()).toHaveCount(1)
  await expect(historyPage.entries()).toContainText('met another')
  expect(page.url()).toContain(`room=${id}&outcome=not-applied`)
  await page.getByRole('button', { name: 'Remove filter: Outcome: Not saved' }).click()
  await expect(historyPage.entries()).toHaveCount(2)
  await page.goBack()
  await expect(historyPage.entries()).toHaveCount(1)
  await page.reload()
  await expect(historyPage.entries()).toHaveCount(1)
  await historyPage.applyFilters({ Until: '2020-01-01T00:00' })
  await expect(page.getByText('No change matches these filters')).toBeVisible()
  await page.getByRole('button', { name: 'Remove all' }).click()
  await expect(historyPage.activeFilters()).toBeHidden()
})

test('loads a long history page by page and shows each change once', { tag: '@postgres' }, async ({
  historyPage,
  createRoom,
  saveChanges,
  page,
}) => {
  const { slug } = await createRoom()
  for (let at = 0; at < 28; at++)
    await saveChanges(slug, [keyChange(`n${at % 2}`, at < 2 ? null : `${at - 2}`, `${at}`)])
  await historyPage.open(slug)
  await expect(historyPage.entries()).toHaveCount(25)
  await historyPage.loadMoreButton().click()
  await expect(historyPage.entries()).toHaveCount(28)
  await expect(page.getByText('All 28 changes are shown')).toBeFocused()
})

test('exports the filtered list as CSV and JSON', async ({
  historyPage,
  createRoom,
  saveChanges,
}) => {
  const { slug } = await createRoom()
  await saveChanges(slug, [keyChange('a', null, '=cmd()')], { note: '今晚' })
  await saveChanges(slug, [keyChange('b', 'not there', '1')])
  await historyPage.open(slug, '?outcome=applied')
  const csv = await historyPage.download('CSV')
  expect(csv.name).toMatch(new RegExp(`^changes-${slug}-\\d{4}-\\d\\d-\\d\\d\\.csv$`))
  expect(csv.text.trimEnd().split('\r\n')).toHaveLength(2)
  expect(csv.text).toContain(`"今晚"`)
  expect(csv.text).toContain(`"'=cmd()"`)
  const json = JSON.parse((await historyPage.download('JSON')).text)
  expect(json.changes).toMatchObject([{ note: '今晚', changes: [{ key: 'a', to: '=cmd()' }] }])
})

test('answers who changed a key: by a click on it, in the filters and in the URL', async ({
  historyPage,
  createRoom,
  saveChanges,
  page,
}) => {
  const { slug } = await createRoom([['banner', 'Hello']])
  await saveChanges(slug, [keyChange('banner', 'Hello', 'Bye')])
  await saveChanges(slug, [keyChange(' odd key', null, 'x')])
  await historyPage.open(slug)
  await expect(historyPage.entries()).toHaveCount(2)
  await historyPage.entries().getByRole('link', { name: 'banner', exact: true }).click()
  await expect(page).toHaveURL(/\?key=banner$/)
  await expect(historyPage.activeFilters()).toContainText('Key: banner')
  await expect(historyPage.entries()).toHaveCount(1)
  await expect(historyPage.timelineMarks()).toHaveCount(1)
  await page.getByRole('button', { name: 'Remove filter: Key: banner' }).click()
  await expect(historyPage.entries()).toHaveCount(2)
  await page.getByText('Filters', { exact: true }).click()
  await page.getByLabel('Key', { exact: true }).fill(' odd key')
  await page.getByRole('button', { name: 'Apply filters' }).click()
  await expect(historyPage.entries()).toHaveCount(1)
  await expect(historyPage.entries()).toContainText('odd key')
  await page.goBack()
  await expect(historyPage.entries()).toHaveCount(2)
})

test('shows short values without a click, exactly as they are', async ({
  historyPage,
  createRoom,
  saveChanges,
}) => {
  const { slug } = await createRoom([
    ['banner', 'Hello'],
    ['long', 'short'],
    ['old', ''],
  ])
  await saveChanges(slug, [
    keyChange('banner', 'Hello', 'Bye\u200b'),
    keyChange('gift', null, 'rose'),
    keyChange('long', 'short', 'v'.repeat(200)),
    keyChange('old', '', null),
  ])
  await historyPage.open(slug)
  const keys = historyPage.changedKeys(historyPage.entries())
  await expect(keys.getByRole('listitem')).toHaveText([
    /^Change bannerHello\s*becomes\s*ByeZWSP$/,
    'Add giftrose',
    'Change long',
    'Delete oldempty',
  ])
  await historyPage.expand(historyPage.entries())
  await expect(historyPage.diffOf(historyPage.entries())).toContainText('v'.repeat(200))
})

test('folds changes of one key in a row, and opens them by a click and by a mark', async ({
  historyPage,
  createRoom,
  saveChanges,
}) => {
  const { slug } = await createRoom([['goal', '0']])
  for (let at = 0; at < 6; at++) await saveChanges(slug, [keyChange('goal', `${at}`, `${at + 1}`)])
  await historyPage.open(slug)
  await expect(historyPage.entries()).toHaveCount(1)
  await expect(historyPage.foldedButton()).toHaveText('5 earlier changes of goal in a row')
  await expect(historyPage.list()).toContainText('by Test editor')
  await historyPage.foldedButton().click()
  await expect(historyPage.entries()).toHaveCount(6)
  await historyPage.foldedButton().click()
  await expect(historyPage.entries()).toHaveCount(1)
  await historyPage.timeline().getByLabel('Show the last').selectOption('hour')
  await historyPage.timelineMarks().first().click()
  await expect(historyPage.entries()).toHaveCount(6)
  await historyPage.open(slug, '?key=goal')
  await expect(historyPage.entries()).toHaveCount(6)
  await expect(historyPage.foldedButton()).toBeHidden()
})

test('names rooms instead of listing their ids', async ({
  historyPage,
  createRoom,
  saveChanges,
  page,
}) => {
  const { id, slug, name } = await createRoom([['a', '1']])
  await page.goto(`/rooms/${slug}`)
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  const changeId = await saveChanges(slug, [keyChange('a', '1', '2')], { note: `for ${id}` })
  await historyPage.open()
  const entry = historyPage.entry(`for ${id}`)
  await expect(entry.getByRole('link', { name: `History of ${name}` })).toHaveText(name)
  await page.goto(`/changes/${changeId}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`A change to ${name}`)
})
