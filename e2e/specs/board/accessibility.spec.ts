import { expect, test } from '../../fixtures'
import { BoardPage } from '../../pages/board-page'
import { EditorPage } from '../../pages/editor-page'

test('the board is accessible, empty and with rooms', async ({
  createPerson,
  createRoom,
  expectAccessible,
}) => {
  const { page } = await createPerson('editor')
  const board = new BoardPage(page)
  await board.open()
  await expect(page.getByRole('region', { name: 'Most viewed rooms' })).toBeVisible()
  await expectAccessible(page)
  const { id, slug, name } = await createRoom([
    ['banner', 'A long value '.repeat(40)],
    ['empty', ''],
  ])
  await board.pin(id, 'never-seen')
  // The console reads a room when a person opens it.
  await new EditorPage(page).openLive(slug)
  await board.open()
  await expect(board.card(name)).toContainText('banner')
  await expectAccessible(page)
})

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' })

  test('the board speaks the language of the page', async ({ createPerson, createRoom }) => {
    const { page } = await createPerson('viewer')
    const { id } = await createRoom([['banner', '今晚八点']])
    const board = new BoardPage(page)
    await board.pin(id)
    await page.goto('/')
    await expect(page.getByRole('heading', { name: '直播看板', level: 1 })).toBeVisible()
    await expect(page).toHaveTitle(/直播看板 · 直播间控制台$/)
    await expect(page.getByRole('region', { name: '连接' })).toContainText('实时同步')
    await expect(page.getByRole('region', { name: '我的草稿' })).toContainText('没有未保存的更改')
    await expect(
      page.getByRole('region', { name: '已固定的直播间' }).getByRole('listitem'),
    ).toContainText(id)
  })
})
