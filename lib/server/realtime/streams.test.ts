import { expect, it, vi } from 'vitest'
import { createStreams, type Streams } from './streams'

const request = (id: string, room = 'r', canWatch = async () => true) => ({
  room,
  person: { id, name: id },
  canWatch,
})

/** Collects the text of a stream. */
function collect(body: ReadableStream<Uint8Array>) {
  const decoder = new TextDecoder()
  const output = { text: '', ended: false }
  const read = async () => {
    for await (const chunk of body) output.text += decoder.decode(chunk, { stream: true })
    output.ended = true
  }
  read().catch(() => undefined)
  return output
}

const open = (streams: Streams, ...args: Parameters<typeof request>) =>
  collect(streams.open(request(...args), () => undefined))

it('an event contains the room and a time, and nothing else', async () => {
  const streams = createStreams(() => 0)
  const mine = open(streams, 'ada')
  const other = open(streams, 'ada', 'other')
  streams.sendEvent('r', 'changed')
  streams.heartbeat()
  await vi.waitFor(() => expect(mine.text).toContain('event: beat'))
  const data = String.raw`data: \{"room":"(r|other)","at":"[\d:.TZ-]{24}"\}\n\n`
  expect(mine.text).toMatch(
    new RegExp(`^retry: 1000\n\nevent: changed\n${data}event: beat\n${data}$`),
  )
  expect(other.text).toMatch(new RegExp(`^retry: 1000\n\nevent: beat\n${data}$`))
})

it('a stream about thirty rooms gets one event when any of them may have changed', async () => {
  const streams = createStreams(() => 0)
  const rooms = Array.from({ length: 30 }, (_, n) => `room-${n}`)
  const mine = collect(streams.open({ ...request('ada'), room: undefined, rooms }, () => undefined))
  const topics = ['history'] as const
  const list = collect(streams.open({ ...request('bo'), room: undefined, topics }, () => undefined))
  streams.sendEventToAll('changed')
  streams.sendEvent('room-7', 'presence')
  streams.sendEvent('other', 'presence')
  streams.heartbeat()
  await vi.waitFor(() => expect(mine.text).toContain('event: beat'))
  const at = String.raw`"at":"[\d:.TZ-]{24}"\}\n\n`
  expect(mine.text).toMatch(
    new RegExp(
      String.raw`^retry: 1000\n\nevent: changed\ndata: \{${at}event: presence\ndata: \{"room":"room-7",${at}event: beat\ndata: \{${at}$`,
    ),
  )
  expect(list.text).not.toContain('changed')
  expect(streams.has('room-7')).toBe(false)
})

it('a sixth stream of a person ends the first one, and other people keep theirs', async () => {
  const streams = createStreams()
  const other = open(streams, 'bo')
  const mine = Array.from({ length: 6 }, () => open(streams, 'ada'))
  await vi.waitFor(() => expect(mine[0]?.ended).toBe(true))
  expect(mine[0]?.text).toContain('retry: 60000\n\nevent: bye')
  expect(mine[0]?.text).toContain('"why":"put-off","after":60000}')
  expect(mine.slice(1).map(({ ended }) => ended)).toEqual([false, false, false, false, false])
  expect(other.ended).toBe(false)
})

it('a slow reader is disconnected, and its buffer is bounded', () => {
  const streams = createStreams()
  const onEnd = vi.fn()
  streams.open(request('ada'), onEnd)
  for (let i = 0; i < 200; i++) streams.sendEvent('r', 'changed')
  expect(onEnd).not.toHaveBeenCalled()
  for (let i = 0; i < 100; i++) streams.sendEvent('r', 'changed')
  expect(onEnd).toHaveBeenCalledTimes(1)
  expect(streams.has('r')).toBe(false)
})

it('the streams of a person whose session has ended are closed, and no others', async () => {
  const streams = createStreams()
  let isAllowed = true
  const mine = open(streams, 'ada', 'r', async () => isAllowed)
  const other = open(streams, 'bo')
  await streams.recheck()
  isAllowed = false
  await streams.recheck('bo')
  expect(streams.has('r')).toBe(true)
  await streams.recheck('ada')
  await vi.waitFor(() => expect(mine.ended).toBe(true))
  expect(mine.text).toContain('event: bye')
  expect(mine.text).toContain('"why":"refused"')
  expect(other.ended).toBe(false)
})

it('a stream that the browser closes is removed', async () => {
  const streams = createStreams()
  const onEnd = vi.fn()
  await streams.open(request('ada'), onEnd).cancel()
  expect(onEnd).toHaveBeenCalledTimes(1)
  expect(streams.has('r')).toBe(false)
})

it('closing ends every stream with the time of the reconnect, and refuses new ones', async () => {
  const streams = createStreams(() => 1)
  const before = open(streams, 'ada')
  streams.closeAll()
  const after = open(streams, 'bo')
  await vi.waitFor(() => expect([before.ended, after.ended]).toEqual([true, true]))
  expect(before.text).toContain('retry: 3000\n\nevent: bye')
  expect(after.text).toContain('"why":"ending","after":3000}')
})
