import type { Row } from '@/lib/server/testing/console/read-journal'
import { groupBy } from './attribution'
import { APP } from './engine'
import type { Evidence } from './evidence'
import type { Save } from './operator'

/** The documented limit of every metadata command (contract §1.1). */
const ENGINE_LIMIT = 200

/** Told to people: never another end than the journal's, and no save that the journal does not know. */
export function toldAsJournalled({ saves, rows }: Evidence): string[] {
  const byKey = new Map(rows.map((row) => [row.idempotencyKey, row]))
  return saves.flatMap((save) => lies(save, byKey.get(save.key)))
}

function lies(save: Save, row: Row | undefined): string[] {
  const lie = (what: string) => `${save.room} ${save.key}: ${what}`
  return save.told.flatMap(({ status, change, code }) => {
    if (status === 500) return [lie(`the console failed with ${code}`)]
    if (!change) {
      // Refused before it began. Of several copies another one may have begun all the same.
      const begun = row && save.sent === 1 && row.change.outcome !== 'not-applied'
      return begun ? [lie(`told ${code} and journalled as ${row.change.outcome}`)] : []
    }
    if (change.id !== row?.change.id) return code === 'room.busy' ? [] : [lie('of another change')]
    const final = change.outcome !== 'pending' && change.outcome !== 'unknown'
    if (final && change.outcome !== row.change.outcome)
      return [lie(`told ${change.outcome}, journalled as ${row.change.outcome}`)]
    return []
  })
}

/** The history, read from its beginning, leads to what the rooms hold. */
export function historyIsTheRoom({ rows, before, engine }: Evidence): string[] {
  const found: string[] = []
  for (const [room, own] of groupBy(rows, ({ change }) => change.room)) {
    const values = new Map<string, string | null>(before.get(room))
    const unclear = new Set<string>()
    for (const { change } of own) {
      for (const { key, result } of change.results) {
        if (result === 'unclear') unclear.add(key)
        if (result !== 'applied') continue
        unclear.delete(key)
        values.set(key, change.changes.find((step) => step.key === key)?.to ?? null)
      }
    }
    const now = engine.rooms.get(room)
    for (const key of new Set([...values.keys(), ...(now?.keys() ?? [])])) {
      if (key.startsWith(APP) || unclear.has(key)) continue
      const [told, is] = [values.get(key) ?? null, now?.get(key) ?? null]
      if (told !== is) found.push(`${room}: ${key} is ${is}, the history says ${told}`)
    }
  }
  return found
}

/** What apps write is told as from outside, and nothing else is. */
export function outsideIsOutside({ rows }: Evidence): string[] {
  return rows.flatMap(({ change }) => {
    const ours = change.changes.filter(({ key }) => !key.startsWith(APP))
    if (change.source !== 'outside' || ours.length === 0) return []
    return [`${change.room} ${change.id}: ${ours[0]?.key} is taken for an app's`]
  })
}

/** Never more than the engine allows of one command in any second, wherever it begins. */
export function withinTheLimit({ engine }: Evidence): string[] {
  const most = busiestSecond(engine.arrivals)
  const over = most > ENGINE_LIMIT ? [`${most} calls of one command in a second`] : []
  return [...over, ...engine.refused.map((code) => `the engine's gateway said ${code}`)]
}

export function busiestSecond(arrivals: Evidence['engine']['arrivals']): number {
  let most = 0
  for (const times of arrivals.values()) {
    let first = 0
    times.forEach((at, n) => {
      while ((times[first] ?? at) <= at - 1_000) first += 1
      most = Math.max(most, n - first + 1)
    })
  }
  return most
}
