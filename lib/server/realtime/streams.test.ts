import { expect, it, vi } from 'vitest'
import { createStreams, type Streams } from './streams'

const visit = (id: string, room = 'r', still = async () => true) => ({
  room,
  person: { id, name: id },
  still,
})

/** What came out of a stream until it ended, or so far. */
function reader(body: ReadableStream<Uint8Array>) {
  const decoder = new TextDecoder()
  const told = { text: '', ended: false }
  const read = async () => {
    for await (const chunk of body) told.text += decoder.decode(chunk, { stream: true })
    told.ended = true
  }
  read().catch(() => undefined)
  return told
}

const open = (streams: Streams, ...visits: Parameters<typeof visit>) =>
  reader(streams.open(visit(...visits), () => undefined))

it('a nudge names the room and a time, and nothing else', async () => {
  const streams = createStreams(() => 0)
  const mine = open(streams, 'ada')
  const other = open(streams, 'ada', 'other')
  streams.nudge('r', 'changed')
  streams.heartbeat()
  await vi.waitFor(() => expect(mine.text).toContain('event: beat'))
  const data = String.raw`data: \{"room":"(r|other)","at":"[\d:.TZ-]{24}"\}\n\n`
  expect(mine.text).toMatch(
    new RegExp(`^retry: 1000\n\nevent: changed\n${data}event: beat\n${data}$`),
  )
  expect(other.text).toMatch(new RegExp(`^retry: 1000\n\nevent: beat\n${data}$`))
})

it('a sixth window of a person takes the place of the first; other people keep theirs', async () => {
  const streams = createStreams()
  const other = open(streams, 'bo')
  const mine = Array.from({ length: 6 }, () => open(streams, 'ada'))
  await vi.waitFor(() => expect(mine[0]?.ended).toBe(true))
  expect(mine[0]?.text).toContain('retry: 60000\n\nevent: bye')
  expect(mine[0]?.text).toContain('"why":"put-off","after":60000}')
  expect(mine.slice(1).map(({ ended }) => ended)).toEqual([false, false, false, false, false])
  expect(other.ended).toBe(false)
})

it('a reader who does not keep up is cut off, and what waits for it is bounded', () => {
  const streams = createStreams()
  const onEnd = vi.fn()
  streams.open(visit('ada'), onEnd)
  for (let at = 0; at < 200; at++) streams.nudge('r', 'changed')
  expect(onEnd).not.toHaveBeenCalled()
  for (let at = 0; at < 100; at++) streams.nudge('r', 'changed')
  expect(onEnd).toHaveBeenCalledTimes(1)
  expect(streams.has('r')).toBe(false)
})

it('the streams of a person whose session is over end, and no others', async () => {
  const streams = createStreams()
  let allowed = true
  const mine = open(streams, 'ada', 'r', async () => allowed)
  const other = open(streams, 'bo')
  await streams.recheck()
  allowed = false
  await streams.recheck('bo')
  expect(streams.has('r')).toBe(true)
  await streams.recheck('ada')
  await vi.waitFor(() => expect(mine.ended).toBe(true))
  expect(mine.text).toContain('event: bye')
  expect(mine.text).toContain('"why":"refused"')
  expect(other.ended).toBe(false)
})

it('a browser that goes away is forgotten', async () => {
  const streams = createStreams()
  const onEnd = vi.fn()
  await streams.open(visit('ada'), onEnd).cancel()
  expect(onEnd).toHaveBeenCalledTimes(1)
  expect(streams.has('r')).toBe(false)
})

it('at the end everybody is told to come back, and nobody stays', async () => {
  const streams = createStreams(() => 1)
  const before = open(streams, 'ada')
  streams.closeAll()
  const after = open(streams, 'bo')
  await vi.waitFor(() => expect([before.ended, after.ended]).toEqual([true, true]))
  expect(before.text).toContain('retry: 3000\n\nevent: bye')
  expect(after.text).toContain('"why":"ending","after":3000}')
})
