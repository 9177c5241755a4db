import type { Page } from '@playwright/test'
import { test as base, expect } from '../fixtures'
import { EditorPage } from '../pages/editor-page'
import type { Account } from './people'

/** What the tests type as the value of `banner`. */
export const TEXT = 'worth keeping'
/** Where a person comes back to a room. */
export const returns = ['same window', 'new window'] as const
type Return = (typeof returns)[number]

/** An open room in a browser without drafts. */
type Fixture = {
  id: string
  slug: string
  name: string
  account: Account
  editor: EditorPage
  /** The window after the editor was left: the same one, or a new one beside it. */
  returnIn: (place: Return) => Promise<EditorPage>
}

type Fixtures = {
  /** Of the editor of this worker, who is signed in already. */
  draft: Fixture
  /** Of a person whose session and role no other test uses. */
  ownDraft: Fixture
}

export const test = base.extend<Fixtures>({
  draft: async ({ personWithRole, page, createRoom, expectedErrors: _ }, use) => {
    const { account } = await personWithRole('editor')
    await use(await openRoom(page, account, await createRoom([['banner', 'Hello']])))
  },
  ownDraft: async ({ createPerson, createRoom, expectedErrors: _ }, use) => {
    const { account, page } = await createPerson('editor')
    await use(await openRoom(page, account, await createRoom([['banner', 'Hello']])))
  },
})

async function openRoom(
  page: Page,
  account: Account,
  room: { id: string; slug: string; name: string },
): Promise<Fixture> {
  const editor = new EditorPage(page)
  await editor.open(room.slug)
  const returnIn = async (place: Return) =>
    place === 'same window' ? editor : new EditorPage(await page.context().newPage())
  return { ...room, account, editor, returnIn }
}

/** Takes the newest draft on offer. */
export async function expectRestored(editor: EditorPage) {
  await expect(editor.keptDrafts().getByText(/^Unsaved changes from/)).toBeVisible()
  await editor.restoreDraft()
  await expect(editor.value('banner')).toHaveValue(TEXT)
}
