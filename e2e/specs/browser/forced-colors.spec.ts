import type { Locator } from '@playwright/test'
import { expect, test } from '../../fixtures'

test.use({ contextOptions: { forcedColors: 'active' } })

/** The colours of the backgrounds of elements. */
const backgroundsOf = (elements: Locator) =>
  elements.evaluateAll((all) => all.map((element) => getComputedStyle(element).backgroundColor))

/** Whether every bar differs from the background, which its colour may let through, or is hatched. */
const areVisible = (elements: Locator) =>
  elements.evaluateAll((all) => {
    const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D
    const paint = (color: string) => {
      for (const fill of ['Canvas', color]) {
        context.fillStyle = fill
        context.fillRect(0, 0, 1, 1)
      }
      return context.getImageData(0, 0, 1, 1).data.join()
    }
    return all
      .map((element) => getComputedStyle(element))
      .every(
        ({ backgroundColor, backgroundImage }) =>
          backgroundImage !== 'none' || paint(backgroundColor) !== paint('transparent'),
      )
  })

test('forced colours show the meters, and mark only rows that changed', async ({
  editor,
  createRoom,
  page,
}) => {
  const { slug } = await createRoom([
    ['banner', 'Hello'],
    ['other', 'x'],
  ])
  await editor.openLive(slug)
  const limits = page.getByRole('region', { name: 'Room limits' })
  const boxes = await backgroundsOf(limits.locator('div[aria-hidden] > span'))
  expect(boxes).toHaveLength(10)
  expect(new Set(boxes.slice(0, 2)).size).toBe(1)
  expect(boxes[0]).not.toBe(boxes[2])
  const [part] = await backgroundsOf(limits.getByRole('toolbar').getByRole('button'))
  expect(part).not.toBe(boxes[2])

  await editor.value('banner').fill('Bye')
  const edges = await editor
    .rows()
    .evaluateAll((rows) =>
      rows.map((row) => getComputedStyle(row.closest('li') ?? row).borderInlineStartColor),
    )
  expect(edges[0]).not.toBe(edges[1])
  const canvas = await page.evaluate(() => {
    document.body.style.color = 'Canvas'
    return getComputedStyle(document.body).color
  })
  expect(edges[1]).toBe(canvas)
})

test('forced colours show the charts of the connection', async ({ openPageAs, createRoom }) => {
  const page = await openPageAs('admin')
  // A chart without a call has no bar.
  const { slug } = await createRoom([['banner', 'Hello']])
  await page.goto(`/rooms/${slug}`)
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto('/connection')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const charts = page
    .locator('section > div[aria-hidden]')
    .filter({ has: page.locator('div[style*="height"]') })
  await expect(charts).toHaveCount(2)
  for (const chart of await charts.all())
    expect(await areVisible(chart.locator('div[style*="height"]'))).toBe(true)
})
