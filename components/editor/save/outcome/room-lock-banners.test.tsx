import { act, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Change, Outcome } from '@/lib/shared/changes/change'
import { banners, renderBanners } from '../../testing/render-banners'
import type { SaveState } from '../machine/save-state'
import { makeChange, metadata, states } from '../testing/save-states'

const bo = { id: 'bo', name: 'Bo' }

describe('a change that locks the room', () => {
  beforeEach(() => vi.useFakeTimers({ now: Date.parse(metadata.readAt) }))
  afterEach(() => vi.useRealTimers())

  const locked = (outcome: Outcome, edit: Partial<Change> = {}): SaveState => {
    const change = makeChange(outcome, edit)
    return { ...states.idle, lock: { change, ageMs: 4_000, seenAt: Date.now(), isConfirmed: true } }
  }
  const advance = (ms: number) => act(() => vi.advanceTimersByTime(ms))

  it('shows nothing in its first second, because most saves settle in it', () => {
    renderBanners(states.unsettled)
    advance(999)
    expect(banners()).toBeEmptyDOMElement()
    advance(1)
    expect(banners()).toHaveTextContent('Saving your changes to banner (1 s).')
  })

  it('names its author and its age by the clock of the server', () => {
    renderBanners(locked('pending', { by: bo }))
    advance(1_000)
    expect(banners()).toHaveTextContent('Bo is saving (5 s). Your text is kept.')
    expect(banners()).toHaveTextContent(/Bo started this save at 12:00:00\sPM\. You can keep/)
    advance(2_000)
    expect(banners()).toHaveTextContent('Bo is saving (7 s).')
  })

  it('shows at once that its outcome is being checked', () => {
    renderBanners(locked('unknown'))
    expect(banners()).toHaveTextContent('Checking whether banner was saved.')
    expect(banners()).toHaveTextContent('No one can save in this room until we know')
  })

  it('says that it was read back but is not in the history yet', () => {
    renderBanners(locked('pending', { readAt: metadata.readAt }))
    advance(1_000)
    expect(banners()).toHaveTextContent(
      'banner was saved and confirmed, but isn’t recorded in the history yet.',
    )
  })
})

describe('the end of a lock', () => {
  const ended = (outcome: Outcome): SaveState => ({
    ...states.idle,
    endedLock: makeChange(outcome, { by: bo }),
  })

  it.each([
    ['applied', 'Bo’s changes to banner were saved.'],
    ['not-applied', 'Bo’s changes to banner were not saved. The room wasn’t changed.'],
  ] as const)('shows the outcome of the change: %s', async (outcome, text) => {
    const { dispatch, user } = renderBanners(ended(outcome))
    expect(banners()).toHaveTextContent(text)
    expect(banners()).toHaveTextContent(/Confirmed at 12:00:00\sPM\. You can save in this room/)
    await user.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'dismiss' })
  })

  it('leaves a partial change to its own banner', () => {
    renderBanners(ended('partial'))
    expect(banners()).toBeEmptyDOMElement()
  })
})
