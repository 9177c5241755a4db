import 'server-only'
import type { exportFormats, HistoryQuery } from '@/lib/shared/changes/history-filters'
import { slugOf } from '@/lib/shared/metadata/room-slug'
import { type Context, permit } from '../../http/context'
import { exportFiles } from './files'

type Asked = HistoryQuery & { format: (typeof exportFormats)[number] }

/**
 * Every change that matches, as a file that streams: a journal of any length takes a page of memory. One that cannot be
 * read is told by the status; one that fails on the way breaks the download off, so that no file ends early in silence.
 */
export async function exportChanges(
  ctx: Context,
  { format, ...query }: Asked,
  { method }: Pick<Request, 'method'>,
): Promise<Response> {
  permit(ctx, 'changes.read')
  const { type, extension, text } = exportFiles[format]
  const scope = query.room === undefined ? 'all-rooms' : slugOf(query.room)
  const day = new Date().toISOString().slice(0, 10)
  const headers = {
    'content-type': type,
    'content-disposition': `attachment; filename="changes-${scope}-${day}.${extension}"`,
  }
  if (method === 'HEAD') return new Response(null, { headers })
  const pages = ctx.history.each(query)
  const first = await pages.next()
  const rest = text(startingWith(first, pages))
  return new Response(
    streamOf(rest, (err) => ctx.log.error({ event: 'export', ref: ctx.ref, err })),
    {
      headers,
    },
  )
}

async function* startingWith<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>) {
  try {
    if (!first.done) yield first.value
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}

/** Reads on only as fast as it is taken, and no further when nobody takes it any more. */
function streamOf(texts: AsyncGenerator<string>, onFailure: (error: unknown) => void) {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await texts.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      } catch (error) {
        onFailure(error)
        controller.error(error)
      }
    },
    async cancel() {
      await texts.return(undefined)
    },
  })
}
