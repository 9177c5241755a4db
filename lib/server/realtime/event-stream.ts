import 'server-only'

/** Some two hundred nudges. Who is so far behind reads nothing, and asks again once connected anew. */
const BUFFER_BYTES = 16 * 1024

export type EventStream = {
  body: ReadableStream<Uint8Array>
  write(text: string): void
  /** Says a last word and ends. */
  close(lastWord: string): void
}

/** A body that can be written to until either side ends it; a reader who does not keep up is cut off. */
export function createEventStream(onEnd: () => void): EventStream {
  const encoder = new TextEncoder()
  let open = true
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const end = () => {
    if (!open) return
    open = false
    onEnd()
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start(made) {
        controller = made
      },
      cancel: end,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: BUFFER_BYTES }),
  )
  return {
    body,
    write(text) {
      if (!open || !controller) return
      if ((controller.desiredSize ?? 0) > 0) return controller.enqueue(encoder.encode(text))
      controller.error(new Error('the reader does not keep up'))
      end()
    },
    close(lastWord) {
      if (!open || !controller) return
      controller.enqueue(encoder.encode(lastWord))
      controller.close()
      end()
    },
  }
}
