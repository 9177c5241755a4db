import 'server-only'
import type { ExportFormat } from '@/lib/shared/api/export-formats'
import type { Log } from '../../runtime/log'
import { type ExportTable, formats } from './formats'

type FileOptions<Row> = {
  /** Without the date and the extension. */
  name: string
  format: ExportFormat
  table: ExportTable<Row>
  /** Called unless only the headers were requested. */
  readPages: () => AsyncGenerator<readonly Row[]>
  /** Of the request. */
  method: string
}

/**
 * Streams every row as a file and holds one page in memory at a time. If the first page cannot be
 * read, throws its problem; a later failure aborts the download, so that a truncated file is never
 * mistaken for a whole one.
 */
export async function exportFile<Row>(
  { log, ref }: { log: Log; ref: string },
  { name, format, table, readPages, method }: FileOptions<Row>,
): Promise<Response> {
  const { type, extension, writeText } = formats[format]
  const day = new Date().toISOString().slice(0, 10)
  const headers = {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}-${day}.${extension}"`,
  }
  if (method === 'HEAD') return new Response(null, { headers })
  const pages = readPages()
  const firstPage = await pages.next()
  const text = writeText(prepend(firstPage, pages), table)
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
