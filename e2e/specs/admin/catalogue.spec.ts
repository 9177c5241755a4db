import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect } from '../../fixtures'
import { administrationMenu, openAdministrationPage } from '../../pages/navigation'
import { pressUntilStored, removeDescriptions } from '../../support/catalogue'
import { test } from '../../support/catalogue-test'

/** The row of a description, without the form below it. */
const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) })

test('describes a key, changes and deletes it, and the audit log says who did', {
  tag: '@postgres',
}, async ({ openPageAs, expectedErrors }) => {
  expectedErrors.push(/409/)
  const name = `gifts_${randomUUID().slice(0, 8)}`
  const page = await openPageAs('admin')
  await page.goto('/rooms')
  await openAdministrationPage(page, 'Catalogue')
  await page.getByRole('button', { name: 'Describe a key' }).click()
  await page.getByLabel('Key or pattern').fill(name)
  await page.getByLabel('Type', { exact: true }).selectOption({ label: 'true or false' })
  await page.getByLabel('Description', { exact: true }).fill('Shows the gift button')
  await page.getByLabel('Example value').fill('yes')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The example doesn’t pass the checks of this key.')).toBeVisible()
  await page.getByLabel('Example value').fill('true')
  await page.getByRole('radio', { name: /^Block the save/ }).check()
  await pressUntilStored(page.getByRole('button', { name: 'Save' }))
  const row = rowOf(page, name)
  await expect(row).toContainText('Shows the gift button')
  await expect(row).toContainText('true or false')
  await expect(row).toContainText('Blocks')
  const edit = page.getByRole('button', { name: `Edit the description of ${name}` })
  await expect(edit).toBeFocused()

  await edit.click()
  await page.getByRole('radio', { name: /^Warn in the review/ }).check()
  await pressUntilStored(page.getByRole('button', { name: 'Save' }))
  await expect(row).toContainText('Warns')
  await page.reload()
  await expect(row).toContainText('Warns')

  await page.getByRole('button', { name: `Delete the description of ${name}` }).click()
  await pressUntilStored(page.getByRole('button', { name: 'Delete', exact: true }))
  await expect(row).toHaveCount(0)

  await page.goto('/audit?action=catalogue.changed')
  const entry = page.getByRole('listitem').filter({ hasText: name }).first()
  await expect(entry).toContainText('A failed check: warn (was block)')
})

test('imports an exported file through a preview', async ({
  openPageAs,
  describeKey,
  expectedErrors,
}) => {
  expectedErrors.push(/409/)
  const known = await describeKey('known', { type: 'text', byteLimit: 10 })
  const added = `added_${randomUUID().slice(0, 8)}`
  const page = await openPageAs('admin')
  await page.goto('/catalogue')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  expect((await download).suggestedFilename()).toMatch(/^key-catalogue-\d+\.json$/)

  const keys = [
    { name: known, type: 'text', byteLimit: 20 },
    { name: added, type: 'number' },
    { name: 'slow', type: 'json', schema: { pattern: '(a+)+$' } },
  ]
  await page.getByRole('button', { name: 'Import…' }).click()
  await page.getByLabel('Choose a file').setInputFiles({
    name: 'keys.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ keys })),
  })
  const preview = page.getByRole('table', { name: 'What the import does' })
  await expect(preview.getByRole('row', { name: /slow/ })).toContainText('/pattern')
  await expect(preview.getByRole('row', { name: new RegExp(known) })).toContainText(
    'Changes: Limit in bytes',
  )
  await pressUntilStored(page.getByRole('button', { name: 'Change 2 descriptions' }))
  const row = rowOf(page, known)
  await expect(row).toContainText('at most 20 bytes')
  await removeDescriptions([added])
})

test('says when another administrator was faster, and keeps the text', async ({
  openPageAs,
  describeKey,
  expectedErrors,
}) => {
  expectedErrors.push(/409/)
  const name = await describeKey('mine', { type: 'text' })
  const page = await openPageAs('admin')
  await page.goto('/catalogue')
  await page.getByRole('button', { name: `Edit the description of ${name}` }).click()
  await page.getByLabel('Description', { exact: true }).fill('Typed slowly')
  const other = await describeKey('theirs', { type: 'text' })
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Load the newest version' }).click()
  await expect(rowOf(page, other)).toBeVisible()
  await expect(page.getByLabel('Description', { exact: true })).toHaveValue('Typed slowly')
  await pressUntilStored(page.getByRole('button', { name: 'Save' }))
  await expect(rowOf(page, name)).toContainText('Typed slowly')
})

test('is closed to an editor, who gets no text of it either', async ({
  openPageAs,
  expectedErrors,
}) => {
  expectedErrors.push(/403/)
  const page = await openPageAs('editor')
  await page.goto('/rooms')
  await expect(administrationMenu(page)).toHaveCount(0)
  const response = await page.goto('/catalogue')
  expect(response?.status()).toBe(403)
  expect(await page.content()).not.toContain('Describe a key')
})

test('the key catalogue is accessible', async ({ openPageAs, describeKey, expectAccessible }) => {
  const name = await describeKey('json', {
    type: 'json',
    schema: { type: 'object' },
    description: 'A key of this test',
    severity: 'block',
    protected: true,
  })
  const page = await openPageAs('admin')
  await page.goto('/catalogue')
  await page.getByRole('button', { name: `Edit the description of ${name}` }).click()
  await page.getByLabel('Key or pattern').fill('')
  await page.getByRole('button', { name: 'Save' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Import…' }).click()
  await page.getByLabel('The content of an exported file').fill(`[{"name": "${name}"}]`)
  await expectAccessible(page)
})
