import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type * as apiModule from '@/lib/client/api/api-client'
import { Problem } from '@/lib/shared/api/problem'
import { openRoomEventStream } from './room-event-stream'
import { FakeEventSource } from './testing/fake-event-source'

const session = vi.hoisted(() => ({ hasEnded: false, checks: 0 }))
vi.mock('@/lib/client/api/api-client', async (importOriginal) => ({
  ...(await importOriginal<typeof apiModule>()),
  call: async () => {
    session.checks++
    if (session.hasEnded) throw new Problem('auth.required')
    throw new Problem('console.unreachable')
  },
}))

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
const browser = new EventTarget()
const openSources = () =>
  FakeEventSource.all.filter(({ readyState }) => readyState !== FakeEventSource.CLOSED)
const newest = () => FakeEventSource.all.at(-1) as FakeEventSource
const show = (state: 'visible' | 'hidden') => {
  page.visibilityState = state
  page.dispatchEvent(new Event('visibilitychange'))
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', FakeEventSource)
  vi.stubGlobal('document', page)
  vi.stubGlobal('addEventListener', browser.addEventListener.bind(browser))
  vi.stubGlobal('removeEventListener', browser.removeEventListener.bind(browser))
  vi.spyOn(Math, 'random').mockReturnValue(1)
  page.visibilityState = 'visible'
  FakeEventSource.all = []
  Object.assign(session, { hasEnded: false, checks: 0 })
})
const openStreams: { close: () => void }[] = []
afterEach(() => {
  for (const stream of openStreams.splice(0)) stream.close()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function openStream() {
  const topics: string[] = []
  const statuses: string[] = []
  const stream = openRoomEventStream('a~2Fb', {
    onInvalidate: (topic) => void topics.push(topic),
    onStatus: (status) => void statuses.push(status),
  })
  openStreams.push(stream)
  return { topics, statuses, ...stream }
}

it('invalidates every topic when the stream opens, and one topic per event', () => {
  const { topics, statuses } = openStream()
  expect(newest().address).toBe('/api/rooms/a~2Fb/events')
  expect(topics).toEqual([])
  newest().open()
  expect(statuses).toEqual(['live'])
  expect(topics.splice(0)).toEqual(['changed', 'facts', 'presence'])
  newest().emit('presence')
  newest().emit('beat')
  newest().emit('changed')
  expect(topics).toEqual(['presence', 'changed'])
})

it('reconnects with exponential backoff and invalidates every topic again', () => {
  const { topics, statuses } = openStream()
  newest().open()
  topics.length = 0
  newest().fail()
  expect(statuses).toEqual(['live', 'reconnecting'])
  for (const pause of [1_000, 2_000, 4_000]) {
    const before = FakeEventSource.all.length
    vi.advanceTimersByTime(pause - 1)
    expect(FakeEventSource.all).toHaveLength(before)
    vi.advanceTimersByTime(1)
    expect(FakeEventSource.all).toHaveLength(before + 1)
    newest().fail()
  }
  vi.advanceTimersByTime(8_000)
  newest().open()
  expect(statuses.at(-1)).toBe('live')
  expect(topics).toEqual(['changed', 'facts', 'presence'])
  expect(openSources()).toHaveLength(1)
})

it('keeps the backoff when a server opens streams only to drop them', () => {
  openStream()
  for (let attempt = 0; attempt < 5; attempt++) {
    newest().open()
    newest().fail()
    vi.advanceTimersByTime(1_000 * 2 ** attempt)
  }
  expect(FakeEventSource.all).toHaveLength(6)
})

it('treats a silent stream as broken, and a stream with heartbeats as live', () => {
  const { statuses } = openStream()
  newest().open()
  for (let beats = 0; beats < 8; beats++) {
    vi.advanceTimersByTime(15_000)
    newest().emit('beat')
  }
  expect(statuses).toEqual(['live'])
  vi.advanceTimersByTime(37_500)
  expect(statuses).toEqual(['live', 'reconnecting'])
})

it('retries a stream that never opens', () => {
  const { statuses } = openStream()
  vi.advanceTimersByTime(15_000)
  expect(statuses).toEqual(['reconnecting'])
  vi.advanceTimersByTime(1_000)
  expect(openSources()).toHaveLength(1)
})

it('reconnects at once after sleep, even if the browser reports the old stream as open', () => {
  const { statuses } = openStream()
  newest().open()
  show('hidden')
  vi.setSystemTime(Date.now() + 3_600_000)
  show('visible')
  expect(statuses).toEqual(['live', 'reconnecting'])
  expect(FakeEventSource.all).toHaveLength(2)
  newest().open()
  show('visible')
  expect(FakeEventSource.all).toHaveLength(2)
})

it('reconnects at once when the network returns', () => {
  openStream()
  newest().open()
  browser.dispatchEvent(new Event('offline'))
  expect(openSources()).toHaveLength(0)
  browser.dispatchEvent(new Event('online'))
  expect(openSources()).toHaveLength(1)
})

it('reconnects after the delay that a stopping server sends', () => {
  const { statuses } = openStream()
  newest().open()
  newest().emit('bye', { why: 'ending', after: 2_500 })
  expect(statuses.at(-1)).toBe('reconnecting')
  vi.advanceTimersByTime(2_499)
  expect(FakeEventSource.all).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(FakeEventSource.all).toHaveLength(2)
})

it('reconnects a superseded stream only when the window gets the focus', () => {
  const { statuses } = openStream()
  newest().open()
  newest().emit('bye', { why: 'put-off', after: 60_000 })
  expect(statuses.at(-1)).toBe('superseded')
  vi.advanceTimersByTime(3_600_000)
  expect(FakeEventSource.all).toHaveLength(1)
  browser.dispatchEvent(new Event('focus'))
  expect(FakeEventSource.all).toHaveLength(2)
})

it('checks once without a session and stays closed until there is one again', async () => {
  const { statuses, reopenIfRefused } = openStream()
  session.hasEnded = true
  newest().fail(401)
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect([FakeEventSource.all.length, session.checks]).toEqual([1, 1])
  expect(statuses.at(-1)).toBe('refused')
  reopenIfRefused()
  newest().open()
  expect(statuses.at(-1)).toBe('live')
  reopenIfRefused()
  expect(FakeEventSource.all).toHaveLength(2)
})

it('retries after any other refusal of the server', async () => {
  const { statuses } = openStream()
  newest().fail(503)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(FakeEventSource.all).toHaveLength(2)
  expect(statuses).toEqual(['reconnecting'])
})

it('opens no stream before the page is visible, and keeps it in the background', () => {
  page.visibilityState = 'hidden'
  const { close } = openStream()
  browser.dispatchEvent(new Event('online'))
  expect(FakeEventSource.all).toHaveLength(0)
  show('visible')
  newest().open()
  show('hidden')
  expect(openSources()).toHaveLength(1)
  close()
  expect(openSources()).toHaveLength(0)
})

it('closes the stream when the page is hidden by navigation and reopens it on return', () => {
  openStream()
  newest().open()
  browser.dispatchEvent(new Event('pagehide'))
  expect(openSources()).toHaveLength(0)
  browser.dispatchEvent(new Event('pageshow'))
  expect(openSources()).toHaveLength(1)
})
