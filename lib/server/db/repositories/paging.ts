import 'server-only'
import * as z from 'zod/mini'
import { Problem } from '@/lib/shared/api/problem'

/** The last row of a page: its time in epoch milliseconds and its id, which orders equal times. */
export type Position = { at: number; id: string }

const positionSchema = z.tuple([z.int(), z.string()])

/** Opaque, so that the order of lists can change without breaking clients. */
export function formatCursor({ at, id }: Position): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url')
}

/** Throws `request.malformed` for any other text than one from {@link formatCursor}. */
export function parseCursor(cursor: string): Position {
  try {
    const [at, id] = positionSchema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')),
    )
    return { at, id }
  } catch {
    throw new Problem('request.malformed', { params: { field: 'cursor' } })
  }
}

/** Cuts rows, of which one more than `limit` was read, to a page. */
export function toPage<Row extends Position>(
  found: readonly Row[],
  limit: number,
): { rows: Row[]; next: Position | null } {
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last ? { at: last.at, id: last.id } : null }
}

/** Every page after the other, for an export; rows written meanwhile are not included. */
export async function* iterateAll<Row>(
  readPage: (after: Position | null) => Promise<{ rows: Row[]; next: Position | null }>,
): AsyncGenerator<Row[]> {
  let after: Position | null = null
  do {
    const page: { rows: Row[]; next: Position | null } = await readPage(after)
    if (page.rows.length > 0) yield page.rows
    after = page.next
  } while (after !== null)
}
