import { expect, test } from '../../fixtures'

const keyChange = (key: string, from: string | null, to: string | null) => ({ key, from, to })

test('compares a version of a room with the room as it is, and any two versions', async ({
  historyPage,
  createRoom,
  saveChanges,
}) => {
  const { slug } = await createRoom([
    ['banner', 'Hello'],
    ['goal', '1'],
  ])
  await saveChanges(slug, [keyChange('banner', 'Hello', 'Bye')], { note: 'first' })
  await saveChanges(slug, [keyChange('gift', null, 'rose')], { note: 'second' })
  await saveChanges(slug, [keyChange('goal', '1', null)], { note: 'third' })
  await historyPage.open(slug)
  const entry = historyPage.entry('first')
  await historyPage.expand(entry)
  await entry.getByRole('button', { name: 'Compare with now' }).click()
  const dialog = historyPage.compareDialog()
  const differences = dialog.getByRole('list', { name: 'Differences by key' })
  await expect(dialog.getByText('2 keys differ, 1 is the same')).toBeVisible()
  await expect(differences.getByRole('listitem')).toContainText([
    /^Only in B\s*gift/,
    /^Only in A\s*goal/,
  ])
  await dialog.getByRole('button', { name: 'Swap A and B' }).click()
  await expect(differences.getByRole('listitem')).toContainText([
    /^Only in A\s*gift/,
    /^Only in B\s*goal/,
  ])
  const versions = dialog.getByRole('group', { name: 'A' }).getByLabel('Version')
  await expect(versions.getByRole('option')).toHaveCount(4)
  await versions.selectOption({ index: 2 })
  await expect(dialog.getByText('1 key differs, 2 are the same')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(entry.getByRole('button', { name: 'Compare with now' })).toBeFocused()
})

test('compares two rooms, chosen by their ids', async ({ historyPage, createRoom, page }) => {
  const one = await createRoom([
    ['banner', 'Tonight at eight'],
    ['same', 'x'],
  ])
  const other = await createRoom([
    ['banner', 'Tonight at nine'],
    ['same', 'x'],
  ])
  await historyPage.open()
  await page.getByRole('button', { name: 'Compare…' }).click()
  const dialog = historyPage.compareDialog()
  const roomField = (side: 'A' | 'B') =>
    dialog.getByRole('group', { name: side }).getByLabel('Room', { exact: true })
  await expect(roomField('A')).toBeFocused()
  await roomField('A').fill(one.id)
  await roomField('A').press('Enter')
  await roomField('B').fill(other.id)
  await roomField('B').press('Tab')
  await expect(dialog.getByRole('group', { name: 'B' })).toContainText(other.name)
  await expect(dialog.getByText('1 key differs, 1 is the same')).toBeVisible()
  const line = dialog.getByRole('list', { name: 'Differences by key' }).getByRole('listitem')
  await expect(line).toContainText(/^Different\s*banner/)
  await expect(line.getByRole('deletion')).toContainText('eight')
  await expect(line.getByRole('insertion')).toContainText('nine')
})

test('the comparison is accessible', async ({
  historyPage,
  createRoom,
  saveChanges,
  expectAccessible,
  page,
}) => {
  const { slug } = await createRoom([['banner', 'Hello']])
  await saveChanges(slug, [keyChange('banner', 'Hello', 'v'.repeat(300))])
  await saveChanges(slug, [keyChange('gift', null, 'rose')])
  await historyPage.open(slug)
  await page.getByRole('button', { name: 'Compare…' }).click()
  await expect(historyPage.compareDialog().getByText('1 key differs')).toBeVisible()
  await expectAccessible()
})
