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

test('exports the filtered list as CSV and JSON', { tag: '@postgres' }, async ({
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
