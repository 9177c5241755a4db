import { writeEntries } from '../engine'
import { expect, test } from '../fixtures'

const step = (key: string, from: string | null, to: string | null) => ({ key, from, to })

test('an operator sees who changed what and why, opens the texts, and sends a link', async ({
  editor,
  history,
  room,
  page,
}) => {
  const { slug, id, name } = await room([
    ['banner', 'Hello world'],
    ['old', 'x'],
  ])
  await editor.open(slug)
  await editor.value('banner').fill('Hello there')
  await editor.remove('old')
  await editor.openReview()
  await page.getByLabel(/^Why\?/).fill('the producer asked')
  await editor.saveButton().click()
  await expect(page.getByText(/^Saved\. Read back at/)).toBeVisible()
  await page.getByRole('link', { name: 'History', exact: true }).last().click()
  await expect(page.getByRole('heading', { name: 'History', level: 1 })).toBeFocused()
  await expect(page).toHaveTitle(`History of ${id} · Live Room Console`)
  await expect(page.getByRole('link', { name: `${name} · ${id}` })).toBeVisible()
  const entry = history.entry('the producer asked')
  await expect(entry).toContainText('Test editor')
  await expect(entry).toContainText('Saved')
  await expect(entry.getByRole('list', { name: 'Keys touched' })).toContainText(
    /Change banner.*Delete old/,
  )
  await expect(history.diffOf(entry)).toBeHidden()
  await history.show(entry)
  await expect(history.diffOf(entry).getByRole('deletion').first()).toContainText('world')
  await expect(history.diffOf(entry).getByRole('insertion').first()).toContainText('there')
  await entry.getByText('Details', { exact: true }).click()
  await expect(entry).toContainText('RequestId')
  await expect(entry).toContainText(/UTC/)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await entry.getByRole('button', { name: 'Copy link' }).click()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`A change to ${id}`)
  await expect(page.getByRole('list', { name: 'Texts before and after' })).toContainText('world')
})

test('the time of a change is the operator’s own, and the exact one and UTC are told on focus', async ({
  history,
  room,
  saved,
  page,
}) => {
  const { slug } = await room()
  await saved(slug, [step('a', null, '1')])
  await history.open(slug)
  const time = history.entries().getByRole('link').first()
  await time.focus()
  const tip = history.entries().getByRole('tooltip')
  await expect(tip).toBeVisible()
  await expect(tip).toContainText('GMT+8')
  await expect(tip).toContainText('UTC')
  await page.keyboard.press('Tab')
  await expect(tip).toBeHidden()
})

test('what an app changes while somebody has the room open is an entry too, author unknown', async ({
  editor,
  history,
  room,
  saved,
  page,
}) => {
  const { id, slug } = await room([['goal', '1']])
  await saved(slug, [step('a', null, '1')])
  await editor.open(slug)
  await expect(page.getByText(/following/)).toBeVisible()
  await writeEntries(id, [['goal', '2']])
  await expect(editor.value('goal')).toHaveValue('2')
  await history.open(slug)
  const entry = history.entry('author unknown')
  await expect(entry).toContainText('goal')
  await expect(entry).toContainText('Seen')
  await expect(history.timeline()).toContainText(/2 changes · 1 from outside/)
  await expect(history.timeline()).toContainText(/Somebody had the room open for/)
})

test('a timeline shows each change as a mark that leads to its entry, by hand and by keyboard', async ({
  history,
  room,
  saved,
  page,
}) => {
  const { slug } = await room()
  await saved(slug, [step('a', null, '1')], { note: 'went in' })
  await saved(slug, [step('a', 'wrong', '2')], { note: 'met another' })
  await history.open(slug)
  await expect(history.timeline()).toContainText('2 changes · 1 not saved')
  await expect(history.marks()).toHaveCount(2)
  await expect(history.marks().first()).toHaveAccessibleName(/Saved here, Saved$/)
  await history.marks().first().click()
  await expect(history.entry('went in')).toBeFocused()
  await expect(history.diffOf(history.entry('went in'))).toBeVisible()
  await history.marks().first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(history.marks().last()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(history.entry('met another')).toBeFocused()
  await history.timeline().getByText('As a table').click()
  await expect(history.timeline().getByRole('row')).toHaveCount(3)
  await history.timeline().getByLabel('Show the last').selectOption('hour')
  await expect(history.marks()).toHaveCount(2)
})

test('a room of which nothing is on record says so, and a change that never was is not found', async ({
  history,
  page,
  expectedNoise,
}) => {
  expectedNoise.push(/404/)
  await history.open('nobody-was-here')
  await expect(page.getByText('No change to this room is on record')).toBeVisible()
  await expect(history.timeline()).toContainText('Nobody had the room open')
  await page.goto('/changes/00000000-0000-4000-8000-000000000000')
  await expect(page.getByRole('heading', { name: 'Not found' })).toBeVisible()
})

for (const { theme, width } of [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 375 },
] as const) {
  test.describe(`${theme}, ${width} px wide`, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme: theme })

    test('everybody can use the history: folded, open, narrowed, and one change', async ({
      history,
      room,
      saved,
      accessible,
      page,
    }) => {
      const { slug } = await room([['odd ', 'zero\u200bwidth']])
      const id = await saved(slug, [
        step('a', null, 'v'.repeat(300)),
        step('odd ', 'zero\u200bwidth', null),
      ])
      await saved(slug, [step('a', 'wrong', '2')], { note: 'n'.repeat(200) })
      await history.open(slug)
      await expect(history.entries()).toHaveCount(2)
      await accessible()
      for (const entry of await history.entries().all()) await history.show(entry)
      await history.timeline().getByText('As a table').click()
      await expect(history.diffOf(history.entries().last())).toBeVisible()
      await accessible()
      await expect(page).toHaveNoSideways()
      await history.narrow({ Outcome: 'Saved', From: '2026-01-01T08:00' })
      await expect(history.entries()).toHaveCount(1)
      await accessible()
      await expect(page).toHaveNoSideways()
      await page.goto(`/changes/${id}`)
      await page.getByText('Details', { exact: true }).click()
      await accessible()
      await expect(page).toHaveNoSideways()
    })
  })
}
