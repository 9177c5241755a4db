import 'server-only'
import type { Change } from '@/lib/shared/changes/change'
import { COLUMNS, toRecords } from './change-records'
import { BYTE_ORDER_MARK, toCsvRecord } from './csv'

type Pages = AsyncIterable<readonly Change[]>

/** `writeText` yields the file's text in pieces while it reads the pages. */
type ExportFormat = {
  type: string
  extension: string
  writeText: (pages: Pages) => AsyncGenerator<string>
}

export const formats = {
  csv: { type: 'text/csv; charset=utf-8; header=present', extension: 'csv', writeText: writeCsv },
  json: { type: 'application/json; charset=utf-8', extension: 'json', writeText: writeJson },
} as const satisfies Record<string, ExportFormat>

async function* writeCsv(pages: Pages) {
  yield BYTE_ORDER_MARK + toCsvRecord(COLUMNS)
  for await (const page of pages) yield page.flatMap(toRecords).map(toCsvRecord).join('')
}

/** The shape of the list endpoint's response, with one change per line. */
async function* writeJson(pages: Pages) {
  let separator = '{"changes":[\n'
  for await (const page of pages) {
    yield separator + page.map((change) => JSON.stringify(change)).join(',\n')
    separator = ',\n'
  }
  yield separator.startsWith('{') ? '{"changes":[],"next":null}\n' : '\n],"next":null}\n'
}
