import 'server-only'
import type { Change } from '@/lib/shared/changes/change'
import { COLUMNS, recordsOf } from './change-records'
import { BYTE_ORDER_MARK, csvRecord } from './csv'

type Pages = AsyncIterable<readonly Change[]>

/** A file that is written while it is read: pieces of its text, and what it is. */
export type ExportFile = {
  type: string
  extension: string
  text: (pages: Pages) => AsyncGenerator<string>
}

export const exportFiles = {
  csv: { type: 'text/csv; charset=utf-8; header=present', extension: 'csv', text: csvText },
  json: { type: 'application/json; charset=utf-8', extension: 'json', text: jsonText },
} as const satisfies Record<string, ExportFile>

async function* csvText(pages: Pages) {
  yield BYTE_ORDER_MARK + csvRecord(COLUMNS)
  for await (const page of pages) yield page.flatMap(recordsOf).map(csvRecord).join('')
}

/** The changes as they are, in the shape in which the list answers, a line each. */
async function* jsonText(pages: Pages) {
  let before = '{"changes":[\n'
  for await (const page of pages) {
    yield before + page.map((change) => JSON.stringify(change)).join(',\n')
    before = ',\n'
  }
  yield before.startsWith('{') ? '{"changes":[],"next":null}\n' : '\n],"next":null}\n'
}
