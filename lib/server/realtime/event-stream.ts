import 'server-only'

/**
 * About two hundred events. A reader that far behind is disconnected and reads everything when it
 * reconnects.
 */
const BUFFER_BYTES = 16 * 1024

export type EventStream = {
  body: ReadableStream<Uint8Array>
  write(text: string): void
  /** Writes `lastText` and ends the stream. */
  close(lastText: string): void
}

/**
 * A response body that is open until either side ends it. A reader that is too slow is
 * disconnected.
 */
export function createEventStream(onEnd: () => void): EventStream {
  const encoder = new TextEncoder()
  let isOpen = true
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const end = () => {
    if (!isOpen) return
    isOpen = false
    onEnd()
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start(streamController) {
        controller = streamController
      },
      cancel: end,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: BUFFER_BYTES }),
  )
  return {
    body,
    write(text) {
      if (!isOpen || !controller) return
      if ((controller.desiredSize ?? 0) > 0) return controller.enqueue(encoder.encode(text))
      controller.error(new Error('the reader is too slow'))
      end()
    },
    close(lastText) {
      if (!isOpen || !controller) return
      controller.enqueue(encoder.encode(lastText))
      controller.close()
      end()
    },
  }
}
