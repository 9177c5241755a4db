import { act, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { loaded, row } from '@/lib/shared/changes/testing/draft-rows'
import type { Writer } from '../live/remote-writers'
import { createFakeApi } from '../testing/fake-api'
import { renderPart } from '../testing/render-part'
import type { SaveState } from './machine/save-state'
import { SaveBar } from './save-bar'
import { makeChange, request, states, withProgress } from './testing/save-states'

const renderSaveBar = (
  state: SaveState,
  options: Parameters<typeof renderPart>[1] & { deletions?: Map<string, Writer> } = {},
) =>
  renderPart(
    (_, dispatch) => (
      <SaveBar state={state} dispatch={dispatch} deletions={options.deletions ?? new Map()} />
    ),
    options,
  )
const button = (name: string | RegExp) => screen.getByRole('button', { name })
const settled = (edit: Parameters<typeof makeChange>[1]) =>
  withProgress({ status: 'settled', request, change: makeChange('applied', edit) })

afterEach(() => vi.useRealTimers())

describe('the summary of the draft', () => {
  it('says that nothing was changed, and has nothing to discard', () => {
    renderSaveBar(states.idle, { rows: [loaded('banner', 'Hello'), row('', '')] })
    expect(screen.getByText('No changes')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Discard' })).toBeNull()
    expect(button(/^Review changes/)).toBeEnabled()
  })

  it('counts changed, new and deleted rows and conflicts', () => {
    renderSaveBar(states.idle, {
      entries: [
        { key: 'a', value: '1' },
        { key: 'b', value: 'theirs' },
        { key: 'c', value: '3' },
      ],
      rows: [
        loaded('a', '1', { value: 'mine' }),
        loaded('b', '2', { value: 'mine' }),
        loaded('c', '3', { removed: true }),
        row('d', '4'),
        row('e', '5'),
      ],
    })
    expect(screen.getByText('2 changed · 2 new · 1 deleted · 1 conflict')).toBeVisible()
  })

  it('offers to review and to discard', async () => {
    const { dispatch, user } = renderSaveBar(states.idle)
    await user.click(button(/^Review changes/))
    await user.click(button('Discard'))
    expect(dispatch.mock.calls).toEqual([[{ type: 'review' }], [{ type: 'discard' }]])
  })

  it('leaves a draft that is only the rest of a partial save to the message about it', () => {
    const { entries } = states.partial.room.metadata
    renderSaveBar(states.partial, { entries, rows: [loaded('banner', 'Bye'), row('gift', 'rose')] })
    expect(screen.getByText('1 new')).toBeVisible()
    expect(screen.queryByRole('button', { name: /^Review changes/ })).toBeNull()
    expect(button('Discard')).toBeVisible()
  })

  it('names the keys that others deleted', () => {
    const deletions = new Map<string, Writer>([
      ['goal', { who: 'other', name: 'Bo' }],
      ['note', { who: 'app', name: '' }],
    ])
    renderSaveBar(states.idle, { deletions })
    expect(screen.getByText(/^Deleted by others/)).toHaveTextContent(
      'Deleted by others: goal, note',
    )
  })

  it('names the keys that the user deleted in another window, and those with no known author', () => {
    const deletions = new Map<string, Writer>([
      ['goal', { who: 'me', name: 'Ada' }],
      ['note', { who: 'unknown', name: '' }],
    ])
    renderSaveBar(states.idle, { deletions })
    expect(screen.queryByText(/by others/)).toBeNull()
    expect(screen.getByText(/^Deleted by you in another window/)).toHaveTextContent(/: goal$/)
    expect(screen.getByText(/^Deleted in the room/)).toHaveTextContent(/: note$/)
  })

  it('says that there is nothing to save', () => {
    renderSaveBar({ ...states.idle, message: 'nothing-to-save' })
    expect(screen.getByText('No changes to save.')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  })

  it('offers to bring a discarded draft back', async () => {
    const { dispatch, user } = renderSaveBar({ ...states.idle, message: 'discarded' })
    expect(screen.getByText('Draft discarded.')).toBeVisible()
    await user.click(button('Undo'))
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'undo' })
  })
})

describe('a save in progress', () => {
  it.each(['sending', 'response-lost', 'unsettled'] as const)(
    'can be neither discarded nor reviewed again while it is %s',
    (name) => {
      renderSaveBar(states[name])
      expect(screen.queryByRole('button', { name: 'Discard' })).toBeNull()
      expect(button(/^Review changes/)).toHaveAttribute('aria-disabled', 'true')
    },
  )

  it.each([
    ['checking', 'Checking the room…'],
    ['saving', 'Saving… Still waiting for the Live service'],
    ['busy', 'The Live service is busy. Trying again…'],
    ['confirming', 'Confirming…'],
  ] as const)('says after a second that it is %s', async (step, text) => {
    createFakeApi({ readSave: () => ({ change: makeChange('pending'), step }) })
    vi.useFakeTimers()
    renderSaveBar(states.sending)
    act(() => vi.advanceTimersByTime(999))
    expect(screen.getByText('Saving…')).toBeVisible()
    act(() => vi.advanceTimersByTime(1))
    vi.useRealTimers()
    expect(await screen.findByText(text)).toBeVisible()
  })
})

describe('a save that succeeded', () => {
  it('says when it was confirmed', async () => {
    renderSaveBar(states.applied)
    expect(await screen.findByText(/^Saved and confirmed/)).toHaveTextContent(
      /^Saved and confirmed at 12:00:00\sPM\.$/,
    )
  })

  it('says so too if the reply of the Live service was lost', async () => {
    renderSaveBar(settled({ engine: { code: null, requestId: null } }))
    expect(
      await screen.findByText(
        'Saved. The Live service didn’t reply, but your change is in the room.',
      ),
    ).toBeVisible()
  })

  it('names the keys that changed again since, and offers to compare them', async () => {
    const state = settled({ results: [{ key: 'banner', result: 'applied', found: 'theirs' }] })
    const { dispatch, user } = renderSaveBar(state)
    expect(await screen.findByText(/changed again/)).toHaveTextContent(
      'Saved, but banner changed again afterwards.',
    )
    await user.click(button('Compare'))
    const { change } = state.progress as Extract<typeof state.progress, { status: 'settled' }>
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({
      type: 'open-dialog',
      dialog: { kind: 'overwritten', change },
    })
  })
})

it.each(['response-lost', 'unsettled', 'not-applied', 'partial', 'failed'] as const)(
  'says nothing of success while the save is %s',
  (name) => {
    renderSaveBar(states[name])
    expect(screen.queryByText(/^Sav/)).toBeNull()
    expect(screen.getByText('1 changed')).toBeVisible()
  },
)
