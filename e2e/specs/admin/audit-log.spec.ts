import { expect, test } from '../../fixtures'
import { openAdministrationPage } from '../../pages/navigation'
import { PeoplePage } from '../../pages/people-page'
import { changePerson } from '../../support/people'

test('says who changed which role, and filters by it in the URL', { tag: '@postgres' }, async ({
  openPageAs,
  createPerson,
}) => {
  const { account } = await createPerson('viewer')
  await changePerson(account.email, { role: 'editor' })
  const page = await openPageAs('admin')
  await page.goto('/audit')
  const list = page.getByRole('region', { name: 'Entries by day' })
  await expect(list.getByText('Role: Editor (was Viewer)').first()).toBeVisible()

  await page.getByText('Filters', { exact: true }).click()
  await page.getByLabel('Action').selectOption({ label: 'Person added' })
  await page.getByRole('button', { name: 'Apply filters' }).click()
  await expect(page).toHaveURL(/\?action=person\.added$/)
  await expect(list.getByText('Role: Editor (was Viewer)')).toHaveCount(0)
  await expect(list.getByText(`Email: ${account.email}`)).toBeVisible()
  await page.goBack()
  await expect(list.getByText('Role: Editor (was Viewer)').first()).toBeVisible()

  await page.goto('/audit?until=2020-01-01T00:00:00Z')
  await expect(page.getByText('No entry matches these filters')).toBeVisible()
})

test('exports the entries that the filters show', async ({ openPageAs }) => {
  const page = await openPageAs('admin')
  await page.goto('/audit?action=person.added')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^audit-log-.*\.csv$/)
  const json = await page.request.get('/api/audit/export?format=json&action=person.added')
  const { entries } = (await json.json()) as { entries: { action: string }[] }
  expect(new Set(entries.map(({ action }) => action))).toEqual(new Set(['person.added']))
})

test('is closed to an editor, who gets no text of it either', async ({
  openPageAs,
  expectedErrors,
}) => {
  expectedErrors.push(/403/)
  const page = await openPageAs('editor')
  const response = await page.goto('/audit')
  expect(response?.status()).toBe(403)
  expect(await page.content()).not.toContain('Two-step verification turned off')
})

test('the audit log is accessible', async ({ openPageAs, createPerson, expectAccessible }) => {
  await createPerson('viewer')
  const page = await openPageAs('admin')
  await new PeoplePage(page).open()
  await openAdministrationPage(page, 'Audit log')
  await expect(page.getByRole('heading', { name: 'Audit log', level: 1 })).toBeVisible()
  await page.getByText('Filters', { exact: true }).click()
  await expectAccessible(page)
})
