import { test as base, expect } from '../fixtures'
import { EditorPage } from '../pages/editor-page'
import type { Account } from './people'

/** What the tests type as the value of `banner`. */
export const TEXT = 'worth keeping'
/** Where a person comes back to a room. */
export const returns = ['same window', 'new window'] as const
type Return = (typeof returns)[number]

/** An open room of a person whose session and role no other test uses. */
type Fixture = {
  id: string
  slug: string
  name: string
  account: Account
  editor: EditorPage
  /** The window after the editor was left: the same one, or a new one beside it. */
  returnIn: (place: Return) => Promise<EditorPage>
}

export const test = base.extend<{ draft: Fixture }>({
  draft: async ({ createPerson, createRoom, expectedErrors: _ }, use) => {
    const { id, slug, name } = await createRoom([['banner', 'Hello']])
    const { account, page } = await createPerson('editor')
    const editor = new EditorPage(page)
    await editor.open(slug)
    const returnIn = async (place: Return) =>
      place === 'same window' ? editor : new EditorPage(await page.context().newPage())
    await use({ id, slug, name, account, editor, returnIn })
  },
})

/** Takes the newest draft on offer. */
export async function expectRestored(editor: EditorPage) {
  await expect(editor.keptDrafts().getByText(/^Unsaved changes from/)).toBeVisible()
  await editor.restoreDraft()
  await expect(editor.value('banner')).toHaveValue(TEXT)
}
