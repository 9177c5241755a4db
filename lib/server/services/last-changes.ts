import 'server-only'
import type { KeyLastChange } from '@/lib/shared/api/contract'
import type { Entry } from '@/lib/shared/metadata/entry'
import type { History } from '../db/repositories/history/history'
import type { Log } from '../runtime/log'

type ReadLastChangesDeps = { history: Pick<History, 'findLastKeyChanges'>; log: Log; ref: string }

/**
 * Who gave each key its value. Leaves out keys whose last change in the journal wrote another value:
 * an external change since then is not recorded yet. Rooms stay readable without the journal.
 */
export async function readLastChanges(
  { history, log, ref }: ReadLastChangesDeps,
  room: string,
  entries: readonly Entry[],
): Promise<KeyLastChange[]> {
  try {
    const keys = entries.map(({ key }) => key)
    const found = await history.findLastKeyChanges(room, keys)
    return entries.flatMap(({ key, value }) => {
      const change = found.get(key)
      const written = change?.changes.find((keyChange) => keyChange.key === key)
      if (!change || written?.to !== value) return []
      const { id, at, source, by, claimedBy } = change
      return [{ key, id, at, source, by, ...(claimedBy && { claimedBy }) }]
    })
  } catch (err) {
    log.warn({ event: 'journal', ref, err })
    return []
  }
}
