import { expect } from '../../fixtures'
import { EditorPage } from '../../pages/editor-page'
import { RoomsPage } from '../../pages/rooms-page'
import { SignInPage } from '../../pages/sign-in-page'
import { expectRestored, returns, TEXT, test } from '../../support/draft-test'
import {
  breakEditor,
  openCopyOf,
  openWithWindowId,
  readWindowId,
  waitUntilKept,
} from '../../support/drafts'
import { startBrowser } from '../../support/killable-browser'
import { changePerson } from '../../support/people'
import { consoleUrl } from '../../support/test-settings'

for (const place of returns) {
  test.describe(`a draft is offered in the ${place}`, () => {
    test('after Back', async ({ draft: { slug, editor, returnIn } }) => {
      const { page } = editor
      await page.goto('/rooms')
      await editor.open(slug)
      await editor.value('banner').fill(TEXT)
      await page.goBack()
      await expect(page).toHaveURL(/\/rooms$/)
      const returned = await returnIn(place)
      await (place === 'same window' ? page.goForward() : returned.open(slug))
      await expectRestored(returned)
    })

    test('after Forward', async ({ draft: { slug, editor, returnIn } }) => {
      const { page } = editor
      await new RoomsPage(page).openFromNavigation()
      await expect(page).toHaveURL(/\/rooms$/)
      await page.goBack()
      await editor.value('banner').fill(TEXT)
      await page.goForward()
      await expect(page).toHaveURL(/\/rooms$/)
      const returned = await returnIn(place)
      await (place === 'same window' ? page.goBack() : returned.open(slug))
      await expectRestored(returned)
    })

    test('after a link, and the list marks the room', async ({
      draft: { slug, name, editor, returnIn },
    }) => {
      const roomsPage = new RoomsPage(editor.page)
      await editor.value('banner').fill(TEXT)
      await roomsPage.openFromNavigation()
      const item = roomsPage.recentRooms().getByRole('listitem').filter({ hasText: name })
      await expect(item.getByText('Draft', { exact: true })).toBeVisible()
      const returned = await returnIn(place)
      await returned.open(slug)
      await expectRestored(returned)
    })

    test('after a reload', async ({ draft: { slug, editor, returnIn } }) => {
      await editor.value('banner').fill(TEXT)
      await editor.page.reload()
      const returned = await returnIn(place)
      if (place === 'new window') await returned.open(slug)
      await expectRestored(returned)
    })

    test('after its tab was closed', async ({ draft: { slug, editor } }) => {
      const { page } = editor
      const context = page.context()
      await editor.value('banner').fill(TEXT)
      await waitUntilKept(page, TEXT)
      // A closed tab that the browser opens again has its session storage.
      const reopened = place === 'same window' ? await openCopyOf(page) : await context.newPage()
      await page.close()
      const returned = new EditorPage(reopened)
      await returned.open(slug)
      await expectRestored(returned)
    })

    test('after the session ended', async ({
      draft: { slug, account, editor, returnIn },
      expectedErrors,
    }) => {
      expectedErrors.push(/401/)
      await editor.value('banner').fill(TEXT)
      await editor.page.context().clearCookies()
      const returned = await returnIn(place)
      await returned.open(slug)
      await new SignInPage(returned.page).signIn(account)
      await expect(returned.page).toHaveURL(new RegExp(`/rooms/${slug}$`))
      if (place === 'new window') await editor.page.close()
      await returned.page.reload()
      await expectRestored(returned)
    })

    test('to be copied, after the role was removed', async ({
      ownDraft: { slug, account, editor, returnIn },
      expectedErrors,
    }) => {
      expectedErrors.push(/403/)
      await editor.value('banner').fill(TEXT)
      await waitUntilKept(editor.page, TEXT)
      await changePerson(account.email, { role: 'viewer' })
      const returned = await returnIn(place)
      if (place === 'new window') await editor.page.goto('/rooms')
      await returned.open(slug)
      await returned.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await expect(returned.page.getByText('View only')).toBeVisible()
      await expect(returned.keptDrafts().getByRole('button', { name: 'Restore' })).toHaveCount(0)
      await returned.keptDrafts().getByRole('button', { name: 'Copy all (JSON)' }).click()
      await expect
        .poll(() => returned.page.evaluate(() => navigator.clipboard.readText()))
        .toBe(`{\n  "banner": "${TEXT}"\n}`)
    })

    test('after the page failed to render', async ({
      draft: { slug, editor, returnIn },
      expectedErrors,
    }) => {
      expectedErrors.push(/the editor fails on purpose/)
      const { page } = editor
      await expect(editor.value('banner')).toBeEnabled()
      const failure = await breakEditor(page)
      await editor.value('banner').fill(TEXT)
      await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible()
      await expect(page.getByText(/^Your unsaved changes from .* are kept/)).toBeVisible()
      await failure.repair()
      const returned = await returnIn(place)
      if (place === 'new window') await returned.open(slug)
      else await page.getByRole('button', { name: 'Try again' }).click()
      await expectRestored(returned)
    })

    test('after the server was upgraded', async ({
      draft: { slug, editor, returnIn },
      expectedErrors,
    }) => {
      expectedErrors.push(/404|Failed to load|Failed to fetch|ChunkLoadError/)
      const { page } = editor
      await editor.value('banner').fill(TEXT)
      // An upgraded server has neither the files nor the partial pages of the old build.
      await page.route('**/*', (route) => {
        const request = route.request()
        return request.headers().rsc || request.url().includes('/_next/static/')
          ? route.fulfill({ status: 404 })
          : route.continue()
      })
      await new RoomsPage(page).openFromNavigation()
      await expect(page).toHaveURL(/\/rooms$/)
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      const returned = await returnIn(place)
      await returned.open(slug)
      await expectRestored(returned)
    })
  })
}

for (const place of returns) {
  test(`a draft is offered in the ${place} after the browser was killed`, async ({
    personWithRole,
    createRoom,
  }, testInfo) => {
    const { slug } = await createRoom([['banner', 'Hello']])
    const { state } = await personWithRole('editor')
    const profile = testInfo.outputPath('profile')
    const first = await startBrowser(profile, state)
    const page = await first.context.newPage()
    const editor = new EditorPage(page)
    await page.goto(`${consoleUrl}/rooms/${slug}`)
    await editor.value('banner').fill(TEXT)
    await expect.poll(() => first.hasStored(TEXT)).toBe(true)
    const windowId = await readWindowId(page)
    await first.kill()

    const second = await startBrowser(profile, state)
    try {
      // A browser that restores its windows brings back their session storage.
      const returned =
        place === 'same window'
          ? await openWithWindowId(second.context, windowId)
          : await second.context.newPage()
      await returned.goto(`${consoleUrl}/rooms/${slug}`)
      await expectRestored(new EditorPage(returned))
    } finally {
      await second.kill()
    }
  })
}
