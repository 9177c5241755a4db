import 'server-only'

/**
 * The body of a response that is complete from the start. Next pipes every body into the socket, and
 * the general way of streams takes longer for it than the rest of a read of a room.
 */
export class SinglePartBody extends ReadableStream<Uint8Array> {
  readonly #part: Uint8Array

  constructor(text: string) {
    const part = Buffer.from(text)
    const source: UnderlyingDefaultSource<Uint8Array> = {
      pull(controller) {
        controller.enqueue(part)
        controller.close()
      },
    }
    super(source, { highWaterMark: 0 })
    this.#part = part
  }

  /** Rejects when `signal` aborts, as that of every stream. */
  override async pipeTo(
    destination: WritableStream<Uint8Array>,
    { signal }: StreamPipeOptions = {},
  ): Promise<void> {
    signal?.throwIfAborted()
    const writer = destination.getWriter()
    const abort = () => writer.abort(signal?.reason)
    signal?.addEventListener('abort', abort, { once: true })
    // `close` waits for the write and rejects as it does.
    writer.write(this.#part).catch(() => undefined)
    await writer.close()
  }
}
