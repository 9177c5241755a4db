import 'server-only'
import type { exportFormats, HistoryQuery } from '@/lib/shared/changes/history-filters'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { type Actor, authorize } from '../../auth/authorize'
import type { History } from '../../db/repositories/history/history'
import type { Log } from '../../runtime/log'
import { formats } from './formats'

export type ExportDeps = { actor: Actor; history: History; log: Log; ref: string }

type ExportQuery = HistoryQuery & { format: (typeof exportFormats)[number] }

/**
 * Streams every matching change as a file and holds one page in memory at a time. If the first page
 * cannot be read, throws its problem; a later failure aborts the download, so that a truncated file
 * is never mistaken for a whole one.
 */
export async function exportChanges(
  { history, log, ref, actor }: ExportDeps,
  { format, ...query }: ExportQuery,
  { method }: { method: string },
): Promise<Response> {
  authorize({ actor }, 'changes.read')
  const { type, extension, writeText } = formats[format]
  const scope = query.room === undefined ? 'all-rooms' : toSlug(query.room)
  const day = new Date().toISOString().slice(0, 10)
  const headers = {
    'content-type': type,
    'content-disposition': `attachment; filename="changes-${scope}-${day}.${extension}"`,
  }
  if (method === 'HEAD') return new Response(null, { headers })
  const pages = history.iteratePages(query)
  const firstPage = await pages.next()
  const text = writeText(prepend(firstPage, pages))
  const body = toByteStream(text, (err) => log.error({ event: 'export', ref, err }))
  return new Response(body, { headers })
}

async function* prepend<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>) {
  try {
    if (!first.done) yield first.value
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}

/** Reads on demand and stops reading when the client disconnects. */
function toByteStream(texts: AsyncGenerator<string>, onFailure: (error: unknown) => void) {
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
