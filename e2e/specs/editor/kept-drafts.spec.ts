import { expect } from '../../fixtures'
import { EditorPage } from '../../pages/editor-page'
import { RoomsPage } from '../../pages/rooms-page'
import { SignInPage } from '../../pages/sign-in-page'
import { expectRestored, TEXT, test } from '../../support/draft-test'
import { openCopyOf, waitUntilKept } from '../../support/drafts'
import { readEntries, writeEntries } from '../../support/live-service'
import { holdReplies } from '../../support/page-scripts'

test.describe('a draft in one browser', () => {
  test('is never shown to another person', async ({ draft, personWithRole }) => {
    const { slug, name, editor } = draft
    const { page } = editor
    const own = await page.context().cookies()
    const other = await personWithRole('admin')
    await editor.value('banner').fill(TEXT)
    await waitUntilKept(page, TEXT)
    await page.goto('/rooms')
    const pin = new RoomsPage(page).recentRooms().getByRole('button', { name: `Pin ${name}` })
    await pin.click()
    await expect(pin).toHaveAttribute('aria-pressed', 'true')
    await page.context().clearCookies()
    await page.context().addCookies(other.state.cookies)
    await page.goto('/rooms')
    await expect(page.getByRole('heading', { name: 'Rooms', level: 1 })).toBeVisible()
    await expect(new RoomsPage(page).recentRoomLink(name)).toHaveCount(0)
    await expect(page.getByText('Draft', { exact: true })).toHaveCount(0)
    await editor.openLive(slug)
    await expect(editor.value('banner')).toHaveValue('Hello')
    await expect(editor.keptDrafts()).toHaveCount(0)
    await page.goto('/rooms')
    await page.context().clearCookies()
    await page.context().addCookies(own)
    await editor.open(slug)
    await expectRestored(editor)
  })

  test('stays on the screen when the language and the theme are switched', async ({ draft }) => {
    const { editor } = draft
    const { page } = editor
    await editor.value('banner').fill(TEXT)
    await page.getByRole('combobox', { name: 'Theme' }).selectOption('Dark')
    await page.getByRole('combobox', { name: 'Language' }).selectOption('zh-CN')
    const value = page.getByRole('textbox', { name: '值', exact: true })
    await expect(value).toHaveValue(TEXT)
    await page.getByRole('combobox', { name: '语言' }).selectOption('en')
    await expect(editor.value('banner')).toHaveValue(TEXT)
  })

  test('is deleted when its person signs out, after a question', async ({ ownDraft }) => {
    const { slug, name, account, editor } = ownDraft
    const { page } = editor
    await editor.value('banner').fill(TEXT)
    await page.getByLabel(`${account.name}, Editor`).click()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await expect(
      page.getByRole('banner').getByText('Signing out deletes your unsaved changes in 1 room.'),
    ).toBeVisible()
    await page.getByRole('button', { name: 'Stay signed in' }).click()
    await expect(editor.value('banner')).toHaveValue(TEXT)
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.getByRole('button', { name: 'Delete and sign out' }).click()
    await expect(page).toHaveURL(/\/sign-in$/)
    await new SignInPage(page).signIn(account)
    await new RoomsPage(page).openFromNavigation()
    await expect(page.getByRole('heading', { name: 'Rooms', level: 1 })).toBeVisible()
    await expect(new RoomsPage(page).recentRoomLink(name)).toHaveCount(0)
    await editor.openLive(slug)
    await expect(editor.keptDrafts()).toHaveCount(0)
  })

  test('is kept by each of two windows on one room, also by a duplicated tab', async ({
    draft,
  }) => {
    const { slug, editor } = draft
    await editor.value('banner').fill('first window')
    await waitUntilKept(editor.page, 'first window')
    const duplicate = new EditorPage(await openCopyOf(editor.page))
    await duplicate.openLive(slug)
    await duplicate.value('banner').fill('second window')
    await waitUntilKept(duplicate.page, 'second window')
    await expect(duplicate.keptDrafts()).toHaveCount(0)
    await waitUntilKept(editor.page, 'first window')
    await editor.page.close()
    await duplicate.page.reload()
    await expect(duplicate.offeredDrafts()).toHaveCount(2)
    await duplicate.restoreDraft()
    await expect(duplicate.value('banner')).toHaveValue('second window')
    await duplicate.restoreDraft()
    await expect(duplicate.value('banner')).toHaveValue('first window')
  })

  test('is rebased onto the room, and shows the conflict', async ({ draft }) => {
    const { id, slug, editor } = draft
    await editor.value('banner').fill(TEXT)
    await editor.page.goto('/rooms')
    await writeEntries(id, [
      ['banner', 'theirs'],
      ['goal', '5'],
    ])
    await expect(async () => {
      await editor.open(slug)
      await expect(editor.value('goal')).toHaveValue('5', { timeout: 2_000 })
    }).toPass()
    await expectRestored(editor)
    await expect(editor.page.getByText('1 changed · 1 conflict')).toBeVisible()
  })

  test('is no longer offered after its save or its discarding', async ({ draft }) => {
    const { id, slug, editor } = draft
    await editor.value('banner').fill(TEXT)
    await editor.save()
    await expect(editor.page.getByText(/^Saved and confirmed at/)).toBeVisible()
    await expect.poll(() => readEntries(id)).toEqual({ banner: TEXT })
    await editor.openLive(slug)
    await expect(editor.keptDrafts()).toHaveCount(0)
    await editor.value('banner').fill('not wanted')
    await editor.page.getByRole('button', { name: 'Discard' }).click()
    await editor.page.reload()
    await editor.keptDrafts().getByRole('button', { name: 'Undo' }).click()
    await editor.restoreDraft()
    await expect(editor.value('banner')).toHaveValue('not wanted')
  })
})

test.describe('a save that runs while its page is left', () => {
  /** Starts a save, whose reply is held back, and leaves by a link: no question stops it. */
  async function leaveDuringSave({ slug, editor }: { slug: string; editor: EditorPage }) {
    const { page } = editor
    const dialogs: string[] = []
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    const releaseReply = await holdReplies(page, `**/api/rooms/${slug}/metadata`, 'PATCH')
    await editor.value('banner').fill(TEXT)
    await editor.openReview()
    await editor.saveButton().click()
    await expect(page.getByText('Saving…').first()).toBeVisible()
    await new RoomsPage(page).openFromNavigation()
    await expect(page.getByRole('heading', { name: 'Rooms', level: 1 })).toBeVisible()
    expect(dialogs).toEqual([])
    return releaseReply
  }

  test('shows its outcome on return, after its reply arrived elsewhere', async ({ draft }) => {
    const { id, editor } = draft
    const { page } = editor
    const releaseReply = await leaveDuringSave(draft)
    const replied = page.waitForResponse((response) => response.request().method() === 'PATCH')
    releaseReply()
    await (await replied).finished()
    await page.goBack()
    await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
    await expect(editor.value('banner')).toHaveValue(TEXT)
    await expect(editor.keptDrafts()).toHaveCount(0)
    await expect(page.getByText('No changes', { exact: true })).toBeVisible()
    expect(await readEntries(id)).toEqual({ banner: TEXT })
  })

  test('shows its outcome on return before its reply, and offers no draft of it', async ({
    draft,
  }) => {
    const { id, editor } = draft
    const { page } = editor
    const releaseReply = await leaveDuringSave(draft)
    await page.goBack()
    await expect(page.getByText(/^Saved and confirmed at/)).toBeVisible()
    releaseReply()
    await expect(editor.keptDrafts()).toHaveCount(0)
    expect(await readEntries(id)).toEqual({ banner: TEXT })
  })
})

test.describe('a draft is offered on return without a question', () => {
  test('from the history, from the palette and from the account', async ({ draft }) => {
    const { slug, account, editor } = draft
    const { page } = editor
    await editor.value('banner').fill(TEXT)
    await editor.openFullHistory()
    await expect(page).toHaveURL(new RegExp(`/rooms/${slug}/history$`))
    await page.goBack()
    await expectRestored(editor)
    await page.keyboard.press('ControlOrMeta+k')
    await page.getByRole('dialog').getByRole('combobox').fill('Rooms')
    await page.getByRole('option', { name: 'Rooms', exact: true }).click()
    await expect(page).toHaveURL(/\/rooms$/)
    await page.goBack()
    await expectRestored(editor)
    await page.getByLabel(`${account.name}, Editor`).click()
    await page.getByRole('link', { name: 'My account' }).click()
    await expect(page).toHaveURL(/\/account$/)
    await page.goBack()
    await expectRestored(editor)
  })
})

test('shows the outcome of a save that ran while its tab was closed', async ({ draft }) => {
  const { id, slug, editor } = draft
  const { page } = editor
  const context = page.context()
  const arrived = new Promise<void>((resolve) => {
    void page.route(`**/api/rooms/${slug}/metadata`, async (route) => {
      if (route.request().method() !== 'PATCH') return route.continue()
      // The server gets the save, and its response finds no page any more.
      await route.fetch()
      resolve()
    })
  })
  await editor.value('banner').fill(TEXT)
  await editor.save()
  await arrived
  await page.close()
  const returned = new EditorPage(await context.newPage())
  await returned.open(slug)
  await expect(returned.page.getByText(/^Saved and confirmed at/)).toBeVisible()
  await expect(returned.keptDrafts()).toHaveCount(0)
  expect(await readEntries(id)).toEqual({ banner: TEXT })
})
