import { act, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { ProblemCode } from '@/lib/shared/api/problem-codes'
import type { Change } from '@/lib/shared/changes/change'
import { row } from '@/lib/shared/changes/testing/draft-rows'
import { banners, renderBanners } from '../../testing/render-banners'
import {
  makeChange,
  partialChange,
  request,
  room,
  states,
  withProgress,
} from '../testing/save-states'

const bo = { id: 'bo', name: 'Bo' }

const button = (name: string) => screen.getByRole('button', { name })
const findButton = (name: string) => screen.findByRole('button', { name })
const queryButton = (name: string) => screen.queryByRole('button', { name })
const failed = (code: ProblemCode, details?: ConstructorParameters<typeof Problem>[1]) =>
  withProgress({ status: 'failed', request, problem: new Problem(code, details) })

it.each(['idle', 'reviewing', 'sending', 'applied'] as const)('shows nothing while %s', (name) => {
  renderBanners(states[name])
  expect(banners()).toBeEmptyDOMElement()
})

describe('a save whose response was lost', () => {
  afterEach(() => vi.useRealTimers())

  const lost = (isUnknownToServer: boolean) =>
    withProgress({ status: 'response-lost', request, isUnknownToServer })

  it('shows after a second that its outcome is being checked', async () => {
    vi.useFakeTimers()
    renderBanners(lost(false))
    act(() => vi.advanceTimersByTime(999))
    expect(banners()).toBeEmptyDOMElement()
    act(() => vi.advanceTimersByTime(1))
    vi.useRealTimers()
    expect(await screen.findByText('This console’s server didn’t respond')).toBeVisible()
    expect(banners()).toHaveTextContent('Checking whether this save went through.')
  })

  it('shows at once that the server does not know it, and that a retry is safe', async () => {
    const { dispatch, user } = renderBanners(lost(true))
    await user.click(await findButton('Try again'))
    expect(banners()).toHaveTextContent('Try again: your changes won’t be saved twice.')
    await user.click(button('Dismiss'))
    expect(dispatch.mock.calls).toEqual([[{ type: 'retry' }], [{ type: 'dismiss' }]])
  })
})

describe('a save that was not applied', () => {
  it('says that the room has none of it, and offers to try again', async () => {
    const { dispatch, user } = renderBanners(states['not-applied'])
    expect(banners()).toHaveTextContent('Not saved. The room wasn’t changed.')
    expect(banners()).toHaveTextContent('Your text is kept.')
    await user.click(button('Try again'))
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'retry' })
  })

  it('reads the same if the failed call names the settled change', async () => {
    const change = makeChange('not-applied')
    const { dispatch, user } = renderBanners(failed('engine.no-answer', { change }))
    expect(banners()).toHaveTextContent('Not saved. The room wasn’t changed.')
    await user.click(button('Try again'))
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'retry' })
  })
})

describe('a save that was applied in part', () => {
  const actions = ['Retry the rest', 'Roll back', 'Dismiss']

  it('shows the result of each key and who started it', () => {
    const change: Change = {
      ...partialChange,
      by: bo,
      changes: [...partialChange.changes, { key: 'old', from: 'x', to: null }],
      results: [
        ...partialChange.results,
        { key: 'old', result: 'applied', found: null },
        { key: 'other', result: 'unclear', found: 'y' },
      ],
    }
    renderBanners({ ...states.partial, partial: change })
    expect(screen.getAllByRole('listitem').map((line) => line.textContent)).toEqual([
      'Saved: banner.',
      'Not saved: gift.',
      'Deleted: old.',
      'Result unknown: other. It was changed again afterwards.',
    ])
    expect(banners()).toHaveTextContent(/^Partly saved.*Bo started this save/)
  })

  it('says that the result is unknown if that is all that is known', () => {
    const change: Change = {
      ...partialChange,
      results: [{ key: 'banner', result: 'unclear', found: 'y' }],
    }
    renderBanners({ ...states.partial, partial: change })
    expect(banners()).toHaveTextContent(/^Result unknown/)
    expect(banners()).not.toHaveTextContent('Partly saved')
  })

  it('offers to retry the rest, to roll back and to dismiss', async () => {
    const { dispatch, user } = renderBanners(states.partial)
    for (const name of actions) await user.click(button(name))
    expect(dispatch.mock.calls).toEqual([
      [{ type: 'retry-rest', change: partialChange }],
      [{ type: 'roll-back', change: partialChange }],
      [{ type: 'dismiss-partial', change: partialChange }],
    ])
  })

  it('leaves the rest to the review if the draft has more than that', () => {
    const rest = row('gift', 'rose')
    renderBanners(states.partial, undefined, [rest, row('goal', '5')])
    expect(queryButton('Retry the rest')).toBeNull()
    expect(button('Roll back')).toBeVisible()
  })

  it('has nothing to retry once the room has the rest', () => {
    renderBanners(states.partial, [
      { key: 'banner', value: 'Bye' },
      { key: 'gift', value: 'rose' },
    ])
    expect(queryButton('Retry the rest')).toBeNull()
    expect(button('Roll back')).toBeVisible()
  })

  it.each(['saving', 'forbidden'] as const)('offers no save while %s', (access) => {
    renderBanners({ ...states.partial, access })
    expect(queryButton('Retry the rest')).toBeNull()
    expect(queryButton('Roll back')).toBeNull()
    expect(button('Dismiss')).toBeVisible()
  })
})

describe('a save that failed', () => {
  it('says why, that nothing was saved, and offers to try again', async () => {
    const engine = { code: 60004, requestId: 'request-7' }
    const { dispatch, user } = renderBanners(failed('engine.busy', { engine, ref: 'ref-7' }))
    expect(await screen.findByText('Not saved')).toBeVisible()
    expect(banners()).toHaveTextContent('The Live service is busy and did not accept the change.')
    for (const detail of ['engine.busy', '60004', 'request-7', 'ref-7'])
      expect(screen.getByText(detail)).toBeInTheDocument()
    await user.click(button('Try again'))
    await user.click(button('Dismiss'))
    expect(dispatch.mock.calls).toEqual([[{ type: 'retry' }], [{ type: 'dismiss' }]])
  })

  it('offers no retry of text that must be changed first', async () => {
    const entries = [{ key: 'banner', at: 'value', code: 'value.refused' } as const]
    renderBanners(failed('value.refused', { params: { bytes: 2048 }, entries }))
    expect(await findButton('Dismiss')).toBeVisible()
    expect(queryButton('Try again')).toBeNull()
  })

  it('offers to compare while a conflict is open', async () => {
    const theirs = [{ key: 'banner', value: 'theirs' }]
    const { dispatch, user } = renderBanners(failed('room.changed'), theirs)
    await user.click(await findButton('Compare'))
    expect(banners()).toHaveTextContent('Nothing was saved, and your text is kept.')
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({
      type: 'open-dialog',
      dialog: { kind: 'conflicts' },
    })
  })

  it('shows nothing of conflicts that are resolved', () => {
    renderBanners(failed('room.changed'))
    expect(banners()).toBeEmptyDOMElement()
  })

  it('because another save was running cannot be repeated before that ends', async () => {
    const change = makeChange('pending', { by: bo })
    const busy = failed('room.busy', { change })
    const lock = { change, ageMs: 0, seenAt: Date.now(), isConfirmed: true }
    const { user, dispatch } = renderBanners({ ...busy, lock })
    expect(banners()).toHaveTextContent('Bo’s save is still running. Nothing was sent')
    expect(queryButton('Save mine')).toBeNull()
    await user.click(button('Dismiss'))
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'dismiss' })
  })

  it('because another save was running offers to save when the room is free', async () => {
    const change = makeChange('pending', { by: bo })
    const { user, dispatch } = renderBanners(failed('room.busy', { change }))
    expect(banners()).toHaveTextContent('Bo’s save finished. Your text is kept')
    await user.click(button('Save mine'))
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'retry' })
  })

  it.each(['auth.required', 'auth.forbidden'] as const)('leaves %s to its own notice', (code) => {
    renderBanners({ ...failed(code), access: 'forbidden' })
    expect(banners()).toBeEmptyDOMElement()
  })
})

describe('a room that has ended', () => {
  it('offers to copy the draft and to check again', async () => {
    const { onRefresh, user } = renderBanners({ ...failed('room.gone'), access: 'gone' })
    expect(banners()).toHaveTextContent('This room has ended')
    expect(screen.getByText('room.gone')).toBeInTheDocument()
    await user.click(button('Copy all (JSON)'))
    expect(await navigator.clipboard.readText()).toBe('{\n  "banner": "Bye"\n}')
    await user.click(button('Check again'))
    expect(onRefresh).toHaveBeenCalledOnce()
  })

  it('is shown without a save too', () => {
    renderBanners({ ...states.idle, room: { ...room, readProblem: 'room.gone' }, access: 'gone' })
    expect(banners()).toHaveTextContent('This room has ended')
    expect(screen.queryByText('room.gone')).toBeNull()
  })
})
