import 'server-only'
import type { ExportFormat } from '@/lib/shared/api/export-formats'
import { BYTE_ORDER_MARK, toCsvRecord } from './csv'

/** What differs between the lists that can be exported. */
export type ExportTable<Row> = {
  /** The field of the list endpoint's response. */
  listName: string
  /** Not translated, because programs read these files too. */
  columns: readonly string[]
  /** Records of a spreadsheet, in the order of `columns`. */
  toRecords: (row: Row) => string[][]
}

type Pages<Row> = AsyncIterable<readonly Row[]>

/** `writeText` yields the file's text in pieces while it reads the pages. */
type FileFormat = {
  type: string
  extension: string
  writeText: <Row>(pages: Pages<Row>, table: ExportTable<Row>) => AsyncGenerator<string>
}

export const formats: Record<ExportFormat, FileFormat> = {
  csv: { type: 'text/csv; charset=utf-8; header=present', extension: 'csv', writeText: writeCsv },
  json: { type: 'application/json; charset=utf-8', extension: 'json', writeText: writeJson },
}

async function* writeCsv<Row>(pages: Pages<Row>, { columns, toRecords }: ExportTable<Row>) {
  yield BYTE_ORDER_MARK + toCsvRecord(columns)
  for await (const page of pages) yield page.flatMap(toRecords).map(toCsvRecord).join('')
}

/** The shape of the list endpoint's response, with one row per line. */
async function* writeJson<Row>(pages: Pages<Row>, { listName }: ExportTable<Row>) {
  const start = `{${JSON.stringify(listName)}:[`
  let separator = `${start}\n`
  for await (const page of pages) {
    yield separator + page.map((row) => JSON.stringify(row)).join(',\n')
    separator = ',\n'
  }
  yield separator === ',\n' ? '\n],"next":null}\n' : `${start}],"next":null}\n`
}
