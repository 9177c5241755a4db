import type { Metadata, SaveInput } from '@/lib/shared/api/contract'
import type { Change } from '@/lib/shared/changes/change'
import { applyChanges } from '@/lib/shared/changes/diff'
import { changeOf } from '@/lib/shared/changes/testing/change'
import type { Entry } from '@/lib/shared/metadata/entry'
import { ada } from './test-providers'

const OPENED_AT = Date.parse('2026-01-02T03:04:05.000Z')

/** Entries as an object, which is shorter in a test. */
export type EntryValues = Record<string, string>

/** The server's side of one room: what is read, and saves that are applied. */
export function createFakeRoom(values: EntryValues) {
  let entries = toEntries(values)
  let seconds = 0
  // Every answer is a second newer than the last, so that the page takes it.
  const now = () => new Date(OPENED_AT + 1_000 * seconds++).toISOString()

  return {
    /** What another person or an app writes; the page learns of it with its next read. */
    write(values: EntryValues) {
      entries = toEntries(values)
    },
    read: (): Metadata => ({
      entries,
      readAt: now(),
      pending: null,
      unfinished: null,
      stale: null,
    }),
    save({ changes, note, restores }: SaveInput): Change {
      entries = applyChanges(entries, changes)
      return changeOf(changes, {
        by: { id: ada.id, name: ada.name },
        note: note ?? null,
        restores: restores ?? null,
        readAt: now(),
      })
    },
  }
}

const toEntries = (values: EntryValues): Entry[] =>
  Object.entries(values).map(([key, value]) => ({ key, value }))
