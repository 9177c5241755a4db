import 'server-only'

/** A response whose text can be sent without reading it from a stream, as Next does. */
export class TextResponse extends Response {
  constructor(
    readonly content: string,
    init: ResponseInit,
  ) {
    super(content, init)
  }
}
