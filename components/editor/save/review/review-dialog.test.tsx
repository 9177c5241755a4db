import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { changeOf } from '@/lib/shared/changes/testing/change'
import { loaded, row } from '@/lib/shared/changes/testing/draft-rows'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { renderPart } from '../../testing/render-part'
import type { SaveDialog } from '../save-state'
import { metadata } from '../testing/save-states'
import { ReviewDialog } from './review-dialog'

type Review = Extract<SaveDialog, { kind: 'review' }>
type Options = Parameters<typeof renderPart>[1] & { dialog?: Partial<Review>; note?: string }

function renderReview({ dialog, note = '', ...draft }: Options = {}) {
  const review: Review = {
    kind: 'review',
    initialEntries: draft.entries ?? metadata.entries,
    readAt: metadata.readAt,
    readStatus: 'done',
    isSaveQueued: false,
    acknowledged: [],
    ...dialog,
  }
  return renderPart(
    (editor, dispatch) => (
      <ReviewDialog
        editor={editor}
        roomName="Evening show"
        dialog={review}
        note={note}
        dispatch={dispatch}
      />
    ),
    draft,
  )
}
const button = (name: string | RegExp) => screen.getByRole('button', { name })
const saveButton = () => button(/^Save \d/)
const lines = () => screen.getAllByRole('listitem').map((line) => line.textContent)

describe('the review', () => {
  it('lists every change with what it does, its values and its bytes', () => {
    renderReview({
      entries: ['a', 'b', 'c', 'd'].map((key) => ({ key, value: 'old' })),
      rows: [
        loaded('a', 'old', { value: 'old 今' }),
        loaded('b', 'old', { value: '' }),
        loaded('c', 'old', { key: 'c2' }),
        loaded('d', 'old', { removed: true }),
        row('e', 'new'),
        row('', ''),
      ],
    })
    expect(lines()).toEqual([
      'Changea+4 bytesold 今',
      'Clearb-3 bytesoldempty',
      'Renamec to c2same size',
      'Deleted-3 bytesold',
      'Adde+3 bytesnew',
    ])
    expect(screen.getByText(/keys ·/)).toHaveTextContent('4 of 10 keys · 13 of 16,384 bytes (+1)')
    expect(saveButton()).toHaveTextContent('Save 5 changes to Evening show')
  })

  it('marks what is added and what is removed inside a value', () => {
    const value = 'tonight at eight'
    const rows = [loaded('banner', value, { value: 'tonight at nine' })]
    renderReview({ entries: [{ key: 'banner', value }], rows })
    const line = within(screen.getByRole('listitem'))
    expect(line.getByRole('deletion')).toHaveTextContent('eight')
    expect(line.getByRole('insertion')).toHaveTextContent('nine')
  })

  it('leaves out rows that did not change', () => {
    const entries = [
      { key: 'a', value: '1' },
      { key: 'b', value: '2' },
    ]
    renderReview({ entries, rows: [loaded('a', '1'), loaded('b', '2', { value: '3' })] })
    expect(lines()).toEqual(['Changebsame size23'])
  })
})

describe('confirming', () => {
  it('starts at the save button and is one press', async () => {
    const { dispatch, user } = renderReview()
    await screen.findByRole('dialog', { name: 'Review changes: Evening show' })
    await waitFor(() => expect(saveButton()).toHaveFocus())
    await user.keyboard('{Enter}')
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'confirm', acknowledged: [] })
  })

  it('also works with Ctrl and S, from the note too', async () => {
    const { dispatch, user } = renderReview()
    await user.click(screen.getByRole('textbox', { name: /^Note/ }))
    await user.keyboard('{Control>}s{/Control}')
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'confirm', acknowledged: [] })
  })

  it.each([
    ['Back', (user: User) => user.click(button('Back'))],
    ['the close button', (user: User) => user.click(button('Close'))],
    ['Escape', (user: User) => user.keyboard('{Escape}')],
  ])('is left with %s', async (_, leave) => {
    const { dispatch, user } = renderReview()
    await screen.findByRole('dialog')
    await leave(user)
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'close-dialog' })
  })
})
type User = ReturnType<typeof renderPart>['user']

describe('warnings', () => {
  const entries = [
    { key: 'product', value: '{"id": 8812}' },
    { key: 'banner', value: 'Hello' },
  ]
  const rows = [
    loaded('product', '{"id": 8812}', { value: '{"id": 8812' }),
    loaded('banner', 'Hello', { value: 'Hello ' }),
    row('Banner', 'x'),
  ]
  const warnings = () =>
    within(screen.getByText(/^Check .* before saving$/).parentElement as HTMLElement)
      .getAllByRole('listitem')
      .map((line) => line.textContent)

  it('name what was valid and no longer is, and what cannot be seen', () => {
    renderReview({ entries, rows })
    expect(screen.getByText('Check these 3 warnings before saving')).toBeVisible()
    expect(warnings()).toEqual([
      'Banner is easily mistaken for the key banner.Fix',
      'The value of banner has new spaces or line breaks at its start or end.Fix',
      'product was valid JSON and no longer is.Fix',
    ])
    expect(saveButton()).toHaveTextContent('Save 3 changes anyway to Evening show')
  })

  it('are not skipped by two presses of a shortcut', async () => {
    const { dispatch, user } = renderReview({ entries, rows: rows.slice(0, 1) })
    await waitFor(() => expect(button('Fix product')).toHaveFocus())
    await user.keyboard('{Control>}s{/Control}')
    expect(dispatch).not.toHaveBeenCalled()
    expect(saveButton()).toHaveFocus()
    await user.keyboard('{Control>}s{/Control}')
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({
      type: 'confirm',
      acknowledged: [{ key: 'product', warning: 'json-broken' }],
    })
  })

  it('lead back to the editor', async () => {
    const { dispatch, user } = renderReview({ entries, rows })
    await user.click(button('Fix product'))
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'close-dialog' })
  })

  it('are absent if nothing is suspicious', () => {
    renderReview()
    expect(screen.queryByRole('button', { name: /^Fix/ })).toBeNull()
  })
})

describe('the check of the room', () => {
  it.each([
    ['reading', /^Checking the live room…$/],
    ['done', /^Checked against the live room just now\.$/],
    ['failed', /^The live room couldn’t be checked, so this compares with 12:00:00\sPM\./],
  ] as const)('is shown while %s', (readStatus, text) => {
    renderReview({ dialog: { readStatus } })
    const dialog = within(screen.getByRole('dialog'))
    expect(dialog.getByRole('status')).toHaveTextContent(text)
    expect(saveButton()).toBeEnabled()
  })

  it('is waited for after a press on save', () => {
    renderReview({ dialog: { readStatus: 'reading', isSaveQueued: true } })
    expect(button('Checking the live room…')).toHaveAttribute('aria-busy', 'true')
    expect(screen.queryByRole('button', { name: /^Save/ })).toBeNull()
  })

  it('lists what others changed meanwhile', () => {
    renderReview({
      dialog: {
        initialEntries: [
          { key: 'banner', value: 'Hello' },
          { key: 'b', value: '1' },
          { key: 'c', value: '1' },
        ],
      },
      entries: [
        { key: 'a', value: '1' },
        { key: 'b', value: '2' },
        { key: 'banner', value: 'Hello' },
      ],
    })
    expect(screen.getByText('The room changed while you were editing')).toBeVisible()
    expect(lines().slice(0, 3)).toEqual([
      'a was added by someone else and stays',
      'b was changed',
      'c was deleted',
    ])
  })

  it('leads to conflicts instead of the save', async () => {
    const { dispatch, user } = renderReview({ entries: [{ key: 'banner', value: 'theirs' }] })
    expect(screen.getByText(/^You and someone else changed the same key\./)).toBeVisible()
    expect(screen.queryByRole('button', { name: /^Save/ })).toBeNull()
    await user.click(button('Resolve conflicts'))
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'confirm', acknowledged: [] })
  })
})

describe('deleting all keys', () => {
  const rows = [loaded('banner', 'Hello', { removed: true })]
  const nameField = () => screen.getByRole('textbox', { name: /^This deletes all keys/ })

  it('needs the name of the room', async () => {
    const { dispatch, user } = renderReview({ rows })
    await user.click(saveButton())
    expect(nameField()).toHaveFocus()
    await user.type(nameField(), 'Evening')
    await user.click(saveButton())
    expect(dispatch).not.toHaveBeenCalled()
    await user.type(nameField(), ' show')
    await user.click(saveButton())
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'confirm', acknowledged: [] })
  })

  it('needs no confirmation while a key is left', () => {
    renderReview({ rows: [...rows, row('goal', '5')] })
    expect(screen.queryByRole('textbox', { name: /^This deletes all keys/ })).toBeNull()
  })
})

describe('the review of an undo', () => {
  const undoOf = (changes: KeyChange[]) => ({ undo: { change: changeOf(changes), note: '' } })

  it('lists the inverse of the change, with a rename as one, and nothing of the draft', () => {
    renderReview({
      entries: [
        { key: 'banner', value: 'Bye' },
        { key: 'title', value: 'Final' },
      ],
      rows: [loaded('banner', 'Bye', { value: 'typed' }), loaded('title', 'Final')],
      dialog: undoOf([
        { key: 'banner', from: 'Hello', to: 'Bye' },
        { key: 'headline', from: 'Final', to: null },
        { key: 'title', from: null, to: 'Final' },
      ]),
    })
    expect(lines()).toEqual(['Changebanner+2 bytesByeHello', 'Renametitle to headlinesame size'])
    expect(button(/^Undo 2 changes/)).toBeVisible()
  })

  it('needs no name of the room to delete what the change added', async () => {
    const entries = [{ key: 'banner', value: 'Hello' }]
    const dialog = undoOf([{ key: 'banner', from: null, to: 'Hello' }])
    const { dispatch, user } = renderReview({ entries, rows: [loaded('banner', 'Hello')], dialog })
    await user.click(button(/^Undo 1 change/))
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'confirm', acknowledged: [] })
  })

  it('warns of a value that was broken before, but does not send people to the draft', () => {
    const entries = [{ key: 'product', value: '{"id": 1}' }]
    const dialog = undoOf([{ key: 'product', from: '{"id": 1', to: '{"id": 1}' }])
    renderReview({ entries, rows: [loaded('product', '{"id": 1}')], dialog })
    expect(screen.getByText(/was valid JSON and no longer is/)).toBeVisible()
    expect(screen.queryByRole('button', { name: /^Fix/ })).toBeNull()
    expect(button(/^Undo 1 change anyway/)).toBeVisible()
  })
})

describe('the note', () => {
  const noteField = () => screen.getByRole('textbox', { name: 'Note (optional), shown in History' })

  it('is kept outside the dialog', async () => {
    const { dispatch, user } = renderReview({ note: 'typo' })
    expect(noteField()).toHaveValue('typo')
    expect(noteField()).toHaveAccessibleDescription('4 of 500 characters')
    await user.type(noteField(), 's')
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'set-note', note: 'typos' })
  })

  it('counts an emoji as one character', () => {
    renderReview({ note: '🎉'.repeat(500) })
    expect(noteField()).toBeValid()
    expect(noteField()).toHaveAccessibleDescription('500 of 500 characters')
  })

  it('that is too long is an error and is not cut', () => {
    renderReview({ note: 'n'.repeat(501) })
    expect(noteField()).toBeInvalid()
    expect(noteField()).toHaveValue('n'.repeat(501))
    expect(noteField()).toHaveAccessibleDescription(
      'The note is too long. Shorten it to 500 characters. 501 of 500 characters',
    )
  })
})
