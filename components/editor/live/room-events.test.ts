import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type * as apiModule from '@/lib/client/api/api'
import { Problem } from '@/lib/shared/api/problem'
import { followRoom } from './room-events'
import { FakeStream } from './testing/fake-stream'

const session = vi.hoisted(() => ({ over: false, asked: 0 }))
vi.mock(
  '@/lib/client/api/api',
  (): Pick<typeof apiModule, 'call'> => ({
    call: async () => {
      session.asked++
      if (session.over) throw new Problem('auth.required')
      throw new Problem('console.unreachable')
    },
  }),
)

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
const browser = new EventTarget()
const open = () => FakeStream.all.filter(({ readyState }) => readyState !== FakeStream.CLOSED)
const newest = () => FakeStream.all.at(-1) as FakeStream
const show = (state: 'visible' | 'hidden') => {
  page.visibilityState = state
  page.dispatchEvent(new Event('visibilitychange'))
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', FakeStream)
  vi.stubGlobal('document', page)
  vi.stubGlobal('addEventListener', browser.addEventListener.bind(browser))
  vi.stubGlobal('removeEventListener', browser.removeEventListener.bind(browser))
  vi.spyOn(Math, 'random').mockReturnValue(1)
  page.visibilityState = 'visible'
  FakeStream.all = []
  Object.assign(session, { over: false, asked: 0 })
})
const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function follow() {
  const news: string[] = []
  const links: string[] = []
  const { stop, mayRead } = followRoom('a~2Fb', {
    news: (what) => void news.push(what),
    link: (link) => void links.push(link),
  })
  stops.push(stop)
  return { news, links, stop, mayRead }
}

it('reads once when the stream opens, and at each nudge what it is about', () => {
  const { news, links } = follow()
  expect(newest().address).toBe('/api/rooms/a~2Fb/events')
  expect(news).toEqual([])
  newest().open()
  expect(links).toEqual(['following'])
  expect(news.splice(0)).toEqual(['changed', 'facts', 'presence'])
  newest().say('presence')
  newest().say('beat')
  newest().say('changed')
  expect(news).toEqual(['presence', 'changed'])
})

it('comes back after a break with growing pauses, and reads what it missed', () => {
  const { news, links } = follow()
  newest().open()
  news.length = 0
  newest().fail()
  expect(links).toEqual(['following', 'broken'])
  for (const pause of [1_000, 2_000, 4_000]) {
    const before = FakeStream.all.length
    vi.advanceTimersByTime(pause - 1)
    expect(FakeStream.all).toHaveLength(before)
    vi.advanceTimersByTime(1)
    expect(FakeStream.all).toHaveLength(before + 1)
    newest().fail()
  }
  vi.advanceTimersByTime(8_000)
  newest().open()
  expect(links.at(-1)).toBe('following')
  expect(news).toEqual(['changed', 'facts', 'presence'])
  expect(open()).toHaveLength(1)
})

it('a server that opens streams only to drop them is not stormed', () => {
  follow()
  for (let times = 0; times < 5; times++) {
    newest().open()
    newest().fail()
    vi.advanceTimersByTime(1_000 * 2 ** times)
  }
  expect(FakeStream.all).toHaveLength(6)
})

it('notices that a stream has fallen silent, and trusts one that beats', () => {
  const { links } = follow()
  newest().open()
  for (let beats = 0; beats < 8; beats++) {
    vi.advanceTimersByTime(15_000)
    newest().say('beat')
  }
  expect(links).toEqual(['following'])
  vi.advanceTimersByTime(37_500)
  expect(links).toEqual(['following', 'broken'])
})

it('a stream that never opens is given up and tried again', () => {
  const { links } = follow()
  vi.advanceTimersByTime(15_000)
  expect(links).toEqual(['broken'])
  vi.advanceTimersByTime(1_000)
  expect(open()).toHaveLength(1)
})

it('after sleep it asks at once, whatever the browser believes of the old stream', () => {
  const { links } = follow()
  newest().open()
  show('hidden')
  vi.setSystemTime(Date.now() + 3_600_000)
  show('visible')
  expect(links).toEqual(['following', 'broken'])
  expect(FakeStream.all).toHaveLength(2)
  newest().open()
  show('visible')
  expect(FakeStream.all).toHaveLength(2)
})

it('the network coming back is not waited for any longer', () => {
  follow()
  newest().open()
  browser.dispatchEvent(new Event('offline'))
  expect(open()).toHaveLength(0)
  browser.dispatchEvent(new Event('online'))
  expect(open()).toHaveLength(1)
})

it('an ending server says when to come back', () => {
  const { links } = follow()
  newest().open()
  newest().say('bye', { why: 'ending', after: 2_500 })
  expect(links.at(-1)).toBe('broken')
  vi.advanceTimersByTime(2_499)
  expect(FakeStream.all).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(FakeStream.all).toHaveLength(2)
})

it('put off by a newer window it waits until somebody looks at it', () => {
  const { links } = follow()
  newest().open()
  newest().say('bye', { why: 'put-off', after: 60_000 })
  expect(links.at(-1)).toBe('put-off')
  vi.advanceTimersByTime(3_600_000)
  expect(FakeStream.all).toHaveLength(1)
  browser.dispatchEvent(new Event('focus'))
  expect(FakeStream.all).toHaveLength(2)
})

it('without a session it asks once and then leaves the server alone, until there is one again', async () => {
  const { links, mayRead } = follow()
  session.over = true
  newest().fail(401)
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect([FakeStream.all.length, session.asked]).toEqual([1, 1])
  expect(links.at(-1)).toBe('refused')
  mayRead()
  newest().open()
  expect(links.at(-1)).toBe('following')
  mayRead()
  expect(FakeStream.all).toHaveLength(2)
})

it('another no of the server is tried again', async () => {
  const { links } = follow()
  newest().fail(503)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(FakeStream.all).toHaveLength(2)
  expect(links).toEqual(['broken'])
})

it('a page that nobody has seen opens no stream; one that was seen keeps it in the background', () => {
  page.visibilityState = 'hidden'
  const { stop } = follow()
  browser.dispatchEvent(new Event('online'))
  expect(FakeStream.all).toHaveLength(0)
  show('visible')
  newest().open()
  show('hidden')
  expect(open()).toHaveLength(1)
  stop()
  expect(open()).toHaveLength(0)
})

it('a page put aside has no stream, and one when it is shown again', () => {
  follow()
  newest().open()
  browser.dispatchEvent(new Event('pagehide'))
  expect(open()).toHaveLength(0)
  browser.dispatchEvent(new Event('pageshow'))
  expect(open()).toHaveLength(1)
})
