import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { recordOf } from '@/lib/client/drafts/testing/draft-records'
import { loaded } from '@/lib/shared/changes/testing/draft-rows'
import { createDraftWriter } from './draft-writer'

const { userId, slug, windowId } = recordOf()
const key = { userId, slug, windowId }

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A writer of a draft that changes the banner, and what the storage gets. */
function setUp({ isStarted = true } = {}) {
  let value = 'Hello'
  const storage = {
    put: vi.fn<(record: ReturnType<typeof recordOf>) => Promise<void>>(async () => undefined),
    putNow: vi.fn<(record: ReturnType<typeof recordOf>) => void>(),
    remove: vi.fn(async () => undefined),
  }
  const onWritten = vi.fn()
  const { base, note, importText } = recordOf()
  const read = () => ({
    key,
    content: { base, rows: [loaded('banner', 'Hello', { value })], note, importText },
  })
  const writer = createDraftWriter({ storage, read, onWritten })
  if (isStarted) writer.start()
  return {
    writer,
    storage,
    onWritten,
    type(text: string) {
      value = text
      writer.markChanged()
    },
    written: () => storage.put.mock.calls.map(([record]) => record.rows[0]?.value),
  }
}

it('writes the first change at once and the last within half a second', async () => {
  const { type, written } = setUp()
  for (const text of ['m', 'mi', 'min']) type(text)
  expect(written()).toEqual(['m'])
  await vi.advanceTimersByTimeAsync(500)
  expect(written()).toEqual(['m', 'min'])
})

it('writes at most twice a second while a person types', async () => {
  const { type, written } = setUp()
  for (let n = 0; n < 40; n++) {
    type(`text ${n}`)
    await vi.advanceTimersByTimeAsync(50)
  }
  expect(written()).toHaveLength(5)
})

it('removes the draft when nothing is left to keep', async () => {
  const { type, storage } = setUp()
  type('mine')
  type('Hello')
  await vi.advanceTimersByTimeAsync(500)
  expect(storage.remove).toHaveBeenCalledExactlyOnceWith(key)
})

it('writes nothing that it has written already', async () => {
  const { type, written, storage } = setUp()
  type('mine')
  type('mine')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(written()).toEqual(['mine'])
  expect(storage.remove).not.toHaveBeenCalled()
})

it('writes what was typed before its start', async () => {
  const { type, writer, written } = setUp({ isStarted: false })
  type('early')
  expect(written()).toEqual([])
  writer.start()
  expect(written()).toEqual(['early'])
})

describe('when the page may end', () => {
  it('keeps at once what is not written yet', () => {
    const { type, writer, storage } = setUp()
    type('m')
    type('mine')
    writer.flushNow()
    expect(storage.putNow.mock.calls.map(([record]) => record.rows[0]?.value)).toEqual(['mine'])
    expect(storage.put).toHaveBeenCalledTimes(2)
  })

  it('hides a discarded draft at once, because removing it may not finish', async () => {
    const { type, writer, storage } = setUp()
    type('mine')
    type('Hello')
    writer.flushNow()
    expect(storage.putNow.mock.calls.map(([record]) => record.rows[0]?.value)).toEqual(['Hello'])
    expect(storage.remove).toHaveBeenCalledExactlyOnceWith(key)
  })

  it('does nothing if all is written', async () => {
    const { type, writer, storage } = setUp()
    type('mine')
    await vi.advanceTimersByTimeAsync(500)
    writer.flushNow()
    expect(storage.putNow).not.toHaveBeenCalled()
  })

  it('does not touch the draft of another window before its start', () => {
    const { type, writer, storage } = setUp({ isStarted: false })
    type('early')
    writer.flushNow()
    expect(storage.putNow.mock.calls[0]?.[0].windowId).not.toBe(windowId)
    expect(storage.put).not.toHaveBeenCalled()
    type('Hello')
    writer.flushNow()
    expect(storage.putNow).toHaveBeenCalledTimes(1)
  })

  it('writes nothing after it was stopped', async () => {
    const { type, writer, storage } = setUp({ isStarted: false })
    type('early')
    writer.stop()
    writer.start()
    type('late')
    writer.flushNow()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(storage.put).not.toHaveBeenCalled()
  })
})

it('reports each refused write, and tries again with the next change', async () => {
  const { type, storage, onWritten } = setUp()
  storage.put.mockRejectedValueOnce(new DOMException('refused', 'QuotaExceededError'))
  type('m')
  await vi.advanceTimersByTimeAsync(0)
  expect(onWritten).toHaveBeenLastCalledWith(false)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(storage.put).toHaveBeenCalledTimes(1)
  type('mi')
  await vi.advanceTimersByTimeAsync(0)
  expect(onWritten).toHaveBeenLastCalledWith(true)
  expect(storage.put).toHaveBeenCalledTimes(2)
})
