import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { loaded, row } from '@/lib/shared/changes/testing/draft-rows'
import { getButton, getLines, getSaveButton, renderReview } from '../testing/render-review'

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
    expect(getLines()).toEqual([
      'Changea+4 bytesold 今',
      'Clearb-3 bytesoldempty',
      'Renamec to c2same size',
      'Deleted-3 bytesold',
      'Adde+3 bytesnew',
    ])
    expect(screen.getByText(/keys ·/)).toHaveTextContent('4 of 10 keys · 13 of 16,384 bytes (+1)')
    expect(getSaveButton()).toHaveTextContent('Save 5 changes to Evening show')
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
    expect(getLines()).toEqual(['Changebsame size23'])
  })
})

type User = ReturnType<typeof renderReview>['user']

describe('confirming', () => {
  it('starts at the save button and is one press', async () => {
    const { dispatch, user } = renderReview()
    await screen.findByRole('dialog', { name: 'Review changes: Evening show' })
    await waitFor(() => expect(getSaveButton()).toHaveFocus())
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
    ['Back', (user: User) => user.click(getButton('Back'))],
    ['the close button', (user: User) => user.click(getButton('Close'))],
    ['Escape', (user: User) => user.keyboard('{Escape}')],
  ])('is left with %s', async (_, leave) => {
    const { dispatch, user } = renderReview()
    await screen.findByRole('dialog')
    await leave(user)
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'close-dialog' })
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
    expect(getSaveButton()).toBeEnabled()
  })

  it('is waited for after a press on save', () => {
    renderReview({ dialog: { readStatus: 'reading', isSaveQueued: true } })
    expect(getButton('Checking the live room…')).toHaveAttribute('aria-busy', 'true')
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
    expect(getLines().slice(0, 3)).toEqual([
      'a was added by someone else and stays',
      'b was changed',
      'c was deleted',
    ])
  })

  it('leads to conflicts instead of the save', async () => {
    const { dispatch, user } = renderReview({ entries: [{ key: 'banner', value: 'theirs' }] })
    expect(screen.getByText(/^You and someone else changed the same key\./)).toBeVisible()
    expect(screen.queryByRole('button', { name: /^Save/ })).toBeNull()
    await user.click(getButton('Resolve conflicts'))
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'confirm', acknowledged: [] })
  })
})

describe('deleting all keys', () => {
  const rows = [loaded('banner', 'Hello', { removed: true })]
  const nameField = () => screen.getByRole('textbox', { name: /^This deletes all keys/ })

  it('needs the name of the room', async () => {
    const { dispatch, user } = renderReview({ rows })
    await user.click(getSaveButton())
    expect(nameField()).toHaveFocus()
    await user.type(nameField(), 'Evening')
    await user.click(getSaveButton())
    expect(dispatch).not.toHaveBeenCalled()
    await user.type(nameField(), ' show')
    await user.click(getSaveButton())
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'confirm', acknowledged: [] })
  })

  it('needs no confirmation while a key is left', () => {
    renderReview({ rows: [...rows, row('goal', '5')] })
    expect(screen.queryByRole('textbox', { name: /^This deletes all keys/ })).toBeNull()
  })
})
