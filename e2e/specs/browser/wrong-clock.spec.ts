import { expect, test } from '../../fixtures'

for (const hours of [-5, 0.025, 3]) {
  test(`a clock that is wrong by ${hours} hours breaks no page`, async ({
    page,
    createRoom,
    roomsPage,
    editor,
    consoleErrors,
  }) => {
    const { slug } = await createRoom([['banner', 'Hello']])
    await page.clock.install({ time: Date.now() + hours * 3_600_000 })
    await roomsPage.open()
    await expect(roomsPage.roomItems().first()).toBeVisible()
    await expect(roomsPage.loadMoreButton()).toBeEnabled()
    await editor.openLive(slug)
    // Ages start from the server's clock and go on with it.
    await page.clock.runFor(31_000)
    await expect(page.getByText(/^opened/)).toHaveText(/(now|seconds? ago|minute ago)$/)
    await page.goto('/history')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(consoleErrors).toEqual([])
  })
}

for (const path of ['/presets', '/batches', '/audit', '/catalogue']) {
  test(`a clock that is ahead does not make ${path} read its data again`, async ({
    openPageAs,
  }) => {
    const page = await openPageAs('admin')
    await page.clock.install({ time: Date.now() + 3 * 3_600_000 })
    const requests: string[] = []
    page.on('request', (request) => requests.push(new URL(request.url()).pathname))
    await page.goto(path)
    await expect(page.getByRole('button', { name: 'Search and commands' })).toBeEnabled()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
    expect(requests).not.toContain(`/api${path}`)
  })
}
