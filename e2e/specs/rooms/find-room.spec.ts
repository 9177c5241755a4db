import { expect, test } from '../../fixtures'

const heading = { level: 1 } as const

test('Enter opens the best match of a name', async ({ roomsPage, page }) => {
  await roomsPage.open()
  await roomsPage.search().fill('northern')
  await roomsPage.search().press('Enter')
  await expect(page.getByRole('heading', heading)).toHaveText('Northern Cup: the finals')
})

test('Enter opens a room by its id when nothing matches', async ({ roomsPage, page }) => {
  await roomsPage.open()
  await roomsPage.search().fill('private-rehearsal')
  await roomsPage.search().press('Enter')
  await expect(page.getByRole('heading', heading)).toHaveText('Rehearsal, not announced')
})

for (const { pasted, text } of [
  { pasted: 'with a dash and quotes from a chat', text: () => '“private–rehearsal”' },
  { pasted: 'with an invisible character', text: () => 'private-\u200brehearsal' },
  { pasted: 'as an address', text: (origin: string) => `${origin}/rooms/private-rehearsal` },
]) {
  test(`understands an id that was pasted ${pasted}`, async ({ roomsPage, page, baseURL }) => {
    await roomsPage.open()
    await roomsPage.search().fill(text(baseURL ?? ''))
    await expect(roomsPage.openByIdLink('private-rehearsal')).toBeVisible()
    await roomsPage.search().press('Enter')
    await expect(page.getByRole('heading', heading)).toHaveText('Rehearsal, not announced')
  })
}

test('the arrow keys walk from the search field through the rooms and back', async ({
  roomsPage,
  page,
}) => {
  await roomsPage.open()
  await roomsPage.search().fill('cup')
  await expect(roomsPage.openByIdLink('cup')).toBeVisible()
  const links = page.getByRole('main').getByRole('link')
  await page.keyboard.press('ArrowDown')
  await expect(links.first()).toBeFocused()
  for (let pressed = 1; pressed < (await links.count()); pressed++)
    await page.keyboard.press('ArrowDown')
  await expect(links.last()).toBeFocused()
  await expect(links.last()).toHaveAccessibleName(/^Open room ID “cup”/)
  for (let pressed = 0; pressed < (await links.count()); pressed++)
    await page.keyboard.press('ArrowUp')
  await expect(roomsPage.search()).toBeFocused()
})

test('the link to an id appears after the results and stays when the room is among them', async ({
  roomsPage,
  page,
  createRoom,
}) => {
  const { id, name } = await createRoom()
  let release = () => {}
  const released = new Promise<void>((done) => {
    release = done
  })
  await page.route(/\/api\/rooms\?search=/, async (route) => {
    const response = await route.fetch()
    const rooms = [
      {
        id,
        slug: id,
        name,
        owner: 'host',
        category: [],
        views: 1,
        createdAt: null,
        lastChange: null,
        metadata: null,
      },
    ]
    await released
    await route.fulfill({ response, json: { ...(await response.json()), rooms, next: null } })
  })
  await roomsPage.open()
  const response = page.waitForRequest(/\/api\/rooms\?search=/)
  await roomsPage.search().fill(id)
  await response
  await expect(roomsPage.openByIdLink(id)).toBeHidden()
  release()
  await expect(roomsPage.roomLink(name)).toBeVisible()
  await roomsPage.openByIdLink(id).click()
  await expect(page.getByRole('heading', heading)).toHaveText(name)
})
