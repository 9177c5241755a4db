import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { changeOf } from '@/lib/shared/changes/testing/change'
import { fill, getRow, openReview, renderEditor } from '../testing/render-editor'
import { ada } from '../testing/test-providers'

type Rendered = ReturnType<typeof renderEditor>

const dialog = (name: string | RegExp) => screen.findByRole('dialog', { name })
/** The entry of a key in the dialog: its three values and its buttons. */
function getConflict(key: string) {
  const item = screen.getByRole('heading', { name: key, level: 3 }).closest('li')!
  const queries = within(item)
  const [was, theirs, mine] = queries.getAllByRole('definition').map((dd) => dd.textContent)
  return { ...queries, element: item, values: { was, theirs, mine } }
}
/** Opens the dialog from the first row that is marked as a conflict. */
async function compare({ user }: Rendered) {
  const [button] = await screen.findAllByRole('button', { name: 'Compare' })
  await user.click(button!)
}
const press = ({ user }: Rendered, name: string) => user.click(screen.getByRole('button', { name }))

const bo = { id: 'bo', name: 'Bo' }
const theirChange = { key: 'banner', from: 'hello', to: 'theirs' }

/** Ada changes the banner while others change it too. */
async function renderConflict(history: Change[] = []) {
  const editor = renderEditor({ banner: 'hello', goal: '5' }, { history })
  await fill(editor.user, getRow('banner').value, 'mine')
  await editor.changeByOthers({ banner: 'theirs', goal: '5' })
  return editor
}

describe('a conflict', () => {
  it('is marked at its row and counted, and keeps the typed text', async () => {
    await renderConflict()
    expect(getRow('banner').getByText('conflict')).toBeVisible()
    expect(getRow('banner').value).toHaveValue('mine')
    expect(screen.getByText('1 changed · 1 conflict')).toBeVisible()
  })

  it('shows the value from before, theirs and mine', async () => {
    const editor = await renderConflict()
    await compare(editor)
    await dialog('1 conflict')
    expect(getConflict('banner').values).toEqual({
      was: 'hello',
      theirs: 'hellotheirs',
      mine: 'hellomine',
    })
  })

  it.each([
    ['another person', bo, 'Bo saved banner while you were editing.'],
    ['the user in another window', ada, 'You saved banner in another window'],
    ['an app', null, 'banner was changed outside this console while you were editing.'],
  ])('names %s as the writer', async (_, by, sentence) => {
    const editor = await renderConflict([changeOf([theirChange], { by })])
    await compare(editor)
    await screen.findByText(/while you were editing\.$/, { ignore: 'bdi' })
    expect(getConflict('banner').element).toHaveTextContent(sentence)
  })

  it('names no writer if the history does not know the value', async () => {
    const editor = await renderConflict([changeOf([{ ...theirChange, to: 'other' }], { by: bo })])
    await compare(editor)
    await waitFor(() => expect(editor.api.requestsTo('listRoomChanges')).toHaveLength(1))
    expect(screen.queryByText(/while you were editing\.$/)).toBeNull()
  })
})

describe('resolving a conflict', () => {
  it('with theirs takes their value, and nothing is left to save', async () => {
    const editor = await renderConflict()
    await compare(editor)
    await dialog('1 conflict')
    await press(editor, 'Keep theirs')
    await dialog('All conflicts resolved')
    await press(editor, 'Back to editing')
    expect(getRow('banner').value).toHaveValue('theirs')
    expect(screen.getByText('No changes')).toBeVisible()
  })

  it('with mine sends my value in place of theirs', async () => {
    const editor = await renderConflict()
    await compare(editor)
    await dialog('1 conflict')
    await press(editor, 'Use mine')
    await press(editor, 'Review changes')
    await dialog('Review changes: Evening show')
    await editor.user.click(await screen.findByRole('button', { name: /^Save 1 change/ }))
    await screen.findByText(/^Saved and confirmed/)
    const [save] = editor.api.requestsTo('saveMetadata')
    expect(save?.body).toEqual({ changes: [{ key: 'banner', from: 'theirs', to: 'mine' }] })
  })

  it('with mine to edit returns to the value', async () => {
    const editor = await renderConflict()
    await compare(editor)
    await dialog('1 conflict')
    await press(editor, 'Use mine and edit')
    expect(screen.queryByRole('dialog')).toBeNull()
    await waitFor(() => expect(getRow('banner').value).toHaveFocus())
    expect(getRow('banner').value).toHaveValue('mine')
    expect(getRow('banner').getByText('changed')).toBeVisible()
  })

  it('sends nothing by itself', async () => {
    const editor = await renderConflict()
    await compare(editor)
    await dialog('1 conflict')
    await press(editor, 'Use mine')
    await press(editor, 'Back to editing')
    expect(editor.api.requestsTo('saveMetadata')).toEqual([])
  })
})

describe('several conflicts', () => {
  async function renderTwoConflicts() {
    const editor = renderEditor({ banner: 'hello', goal: '5', note: 'old' })
    await fill(editor.user, getRow('banner').value, 'my banner')
    await fill(editor.user, getRow('goal').value, 'my goal')
    await editor.changeByOthers({ banner: 'their banner', goal: 'their goal', note: 'new' })
    await compare(editor)
    await dialog('2 conflicts')
    return editor
  }
  const expectValues = (banner: string, goal: string) => {
    expect(getRow('banner').value).toHaveValue(banner)
    expect(getRow('goal').value).toHaveValue(goal)
  }

  it('are resolved one by one', async () => {
    const editor = await renderTwoConflicts()
    await editor.user.click(getConflict('goal').getByRole('button', { name: 'Keep theirs' }))
    await dialog('1 conflict')
    expect(screen.queryByRole('button', { name: 'Review changes' })).toBeNull()
    await press(editor, 'Use mine')
    await press(editor, 'Back to editing')
    expectValues('my banner', 'their goal')
  })

  it.each([
    ['Keep all theirs', 'their banner', 'their goal', 'No changes'],
    ['Use all mine', 'my banner', 'my goal', '2 changed'],
  ])('are resolved at once: %s', async (name, banner, goal, summary) => {
    const editor = await renderTwoConflicts()
    await press(editor, name)
    await dialog('All conflicts resolved')
    await press(editor, 'Back to editing')
    expectValues(banner, goal)
    expect(screen.getByText(summary)).toBeVisible()
  })

  it('come with the keys that were updated without one', async () => {
    const editor = await renderTwoConflicts()
    expect(screen.getByText(/^Updated in your draft/)).toHaveTextContent(
      'Updated in your draft, because you hadn’t edited them: note',
    )
    await press(editor, 'Use all mine')
    await press(editor, 'Back to editing')
    expect(getRow('note').value).toHaveValue('new')
  })
})

describe('a conflict with a deletion', () => {
  it.each([
    ['Keep theirs', 'No changes'],
    ['Use mine', '1 new'],
  ])('by others offers to agree or to add the key again: %s', async (choice, summary) => {
    const editor = renderEditor({ banner: 'hello' })
    await fill(editor.user, getRow('banner').value, 'mine')
    await editor.changeByOthers({})
    await compare(editor)
    await dialog('1 conflict')
    expect(getConflict('banner').values.theirs).toBe('no such key')
    await press(editor, choice)
    await press(editor, 'Back to editing')
    expect(screen.getByText(summary)).toBeVisible()
  })

  it.each([
    ['Keep theirs', 'No changes'],
    ['Use mine', '1 deleted'],
  ])('of mine offers their value or to delete it all the same: %s', async (choice, summary) => {
    const editor = renderEditor({ banner: 'hello' })
    await press(editor, 'Delete banner')
    await editor.changeByOthers({ banner: 'theirs' })
    await compare(editor)
    await dialog('1 conflict')
    expect(getConflict('banner').values.mine).toBe('no such key')
    expect(screen.queryByRole('button', { name: 'Use mine and edit' })).toBeNull()
    await press(editor, choice)
    await press(editor, 'Back to editing')
    expect(screen.getByText(summary)).toBeVisible()
  })
})

describe('a conflict with a renamed key', () => {
  it('says what it was renamed to', async () => {
    const editor = renderEditor({ banner: 'hello' })
    await fill(editor.user, getRow('banner').key, 'title')
    await editor.changeByOthers({ banner: 'theirs' })
    await compare(editor)
    await dialog('1 conflict')
    expect(getConflict('banner').values.mine).toBe('renamed to titlehello')
  })
})

describe('a key that is changed again and again', () => {
  it('can be overwritten after two conflicts in a row, which the review says', async () => {
    const editor = renderEditor({ banner: 'hello' })
    await fill(editor.user, getRow('banner').value, 'mine')
    const { saveMetadata } = editor.api.handlers
    let value = 0
    editor.api.handlers.saveMetadata = () => {
      value++
      editor.room.write({ banner: `${value}` })
      throw new Problem('room.changed', { theirs: [{ key: 'banner', value: `${value}` }] })
    }
    const saveAgain = async () => {
      const review = await openReview(editor.user)
      await editor.user.click(review.getByRole('button', { name: /^Save 1 change/ }))
      await dialog('1 conflict')
    }
    await saveAgain()
    expect(screen.queryByRole('button', { name: 'Overwrite whatever is there' })).toBeNull()
    await press(editor, 'Use mine')
    await press(editor, 'Back to editing')
    await saveAgain()
    await press(editor, 'Overwrite whatever is there')
    await press(editor, 'Back to editing')
    await editor.changeByOthers({ banner: 'again' })
    const review = await openReview(editor.user)
    expect(review.getByText('Overwrites whatever is there')).toBeVisible()
    editor.api.handlers.saveMetadata = saveMetadata
    await editor.user.click(review.getByRole('button', { name: /^Save 1 change/ }))
    expect(await screen.findByText(/^Saved and confirmed/)).toBeVisible()
    expect(editor.api.requestsTo('saveMetadata').at(-1)?.body).toMatchObject({
      changes: [{ key: 'banner', from: 'again', to: 'mine' }],
      overwrite: ['banner'],
    })
  })
})
