import { expect, test } from '../fixtures'

const step = (key: string, from: string | null, to: string | null) => ({ key, from, to })

test('a list is narrowed, the address says so, and Back widens it again', async ({
  history,
  room,
  saved,
  page,
}) => {
  const { slug, id } = await room([['a', '1']])
  await saved(slug, [step('a', '1', '2')], { note: 'went well' })
  await saved(slug, [step('a', 'wrong', '3')], { note: 'met another' })
  await history.open()
  await history.narrow({ Outcome: 'Not saved' })
  await page.getByLabel('Room', { exact: true }).fill(id)
  await page.getByRole('button', { name: 'Apply filters' }).click()
  await expect(history.chips().getByRole('listitem')).toHaveText([
    `Room: ${id}`,
    'Outcome: Not saved',
    'Remove all',
  ])
  await expect(history.entries()).toHaveCount(1)
  await expect(history.entries()).toContainText('met another')
  expect(page.url()).toContain(`room=${id}&outcome=not-applied`)
  await page.getByRole('button', { name: 'Remove the filter Outcome: Not saved' }).click()
  await expect(history.entries()).toHaveCount(2)
  await page.goBack()
  await expect(history.entries()).toHaveCount(1)
  await page.reload()
  await expect(history.entries()).toHaveCount(1)
  await history.narrow({ Until: '2020-01-01T00:00' })
  await expect(page.getByText('No change matches these filters')).toBeVisible()
  await page.getByRole('button', { name: 'Remove all' }).click()
  await expect(history.chips()).toBeHidden()
})

test('a long history comes page by page, each change once', async ({
  history,
  room,
  saved,
  page,
}) => {
  const { slug } = await room()
  for (let at = 0; at < 28; at++) await saved(slug, [step('n', at ? `${at}` : null, `${at + 1}`)])
  await history.open(slug)
  await expect(history.entries()).toHaveCount(25)
  await history.more().click()
  await expect(history.entries()).toHaveCount(28)
  await expect(page.getByText('These are all 28 changes')).toBeFocused()
})

test('the list is taken away as a file, with the filters in force', async ({
  history,
  room,
  saved,
}) => {
  const { slug } = await room()
  await saved(slug, [step('a', null, '=cmd()')], { note: '今晚' })
  await saved(slug, [step('b', 'not there', '1')])
  await history.open(slug, '?outcome=applied')
  const csv = await history.download('CSV')
  expect(csv.name).toMatch(new RegExp(`^changes-${slug}-\\d{4}-\\d\\d-\\d\\d\\.csv$`))
  expect(csv.text.trimEnd().split('\r\n')).toHaveLength(2)
  expect(csv.text).toContain(`"今晚"`)
  expect(csv.text).toContain(`"'=cmd()"`)
  const json = JSON.parse((await history.download('JSON')).text)
  expect(json.changes).toMatchObject([{ note: '今晚', changes: [{ key: 'a', to: '=cmd()' }] }])
})
