import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { BACKGROUND_HEADER } from '@/lib/shared/api/background-request'

const page = new EventTarget()
const requests: Headers[] = []

beforeEach(() => {
  vi.useFakeTimers()
  vi.resetModules()
  requests.length = 0
  vi.stubGlobal('window', page)
  vi.stubGlobal('fetch', async (_: string, { headers }: RequestInit) => {
    requests.push(new Headers(headers))
    return Response.json({ people: [], me: 'ada' })
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

async function openPage() {
  const { call } = await import('./api-client')
  return async () => {
    await call('readWatchers', { path: { slug: 'room' } })
    return requests.at(-1)?.get(BACKGROUND_HEADER) ?? null
  }
}

it('marks requests of an abandoned page, however often it refreshes itself', async () => {
  const refresh = await openPage()
  expect(await refresh()).toBeNull()
  vi.advanceTimersByTime(89_000)
  expect(await refresh()).toBeNull()
  for (let minute = 0; minute < 5; minute++) {
    vi.advanceTimersByTime(60_000)
    expect(await refresh()).toBe('1')
  }
})

it.each(['keydown', 'input', 'click', 'pointerdown', 'wheel', 'touchmove', 'visibilitychange'])(
  'takes a page as used again after the event %s',
  async (type) => {
    const refresh = await openPage()
    vi.advanceTimersByTime(3_600_000)
    expect(await refresh()).toBe('1')
    page.dispatchEvent(new Event(type))
    expect(await refresh()).toBeNull()
    // Typing in a room that is polled once a minute counts at the next poll.
    vi.advanceTimersByTime(60_000)
    expect(await refresh()).toBeNull()
  },
)

it('does not take a pointer that moves, or focus that code moves, as use', async () => {
  const refresh = await openPage()
  vi.advanceTimersByTime(3_600_000)
  for (const type of ['pointermove', 'mousemove', 'focus', 'scroll']) {
    page.dispatchEvent(new Event(type))
  }
  expect(await refresh()).toBe('1')
})
