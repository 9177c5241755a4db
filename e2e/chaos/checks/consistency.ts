import type { Row } from '@/lib/server/testing/console/read-journal'
import type { SaveReply } from '../simulation/api-client'
import { APP_KEY_PREFIX } from '../simulation/live-service'
import type { SubmittedSave } from '../simulation/operator'
import { groupBy } from './attribution'
import type { Evidence } from './evidence'

/** The documented limit of every metadata command (docs/live-api.md#envelope). */
const RATE_LIMIT_PER_SECOND = 200

/** Every reply to an operator agrees with the journal. */
export function repliesMatchJournal({ saves, rows }: Evidence): string[] {
  const rowByKey = new Map(rows.map((row) => [row.idempotencyKey, row]))
  return saves.flatMap((save) =>
    save.replies.flatMap((reply) => {
      const contradiction = findContradiction(save, reply, rowByKey.get(save.idempotencyKey))
      return contradiction ? [`${save.room} ${save.idempotencyKey}: ${contradiction}`] : []
    }),
  )
}

function findContradiction(
  { sendCount }: SubmittedSave,
  { status, change, code }: SaveReply,
  row: Row | undefined,
): string | null {
  if (status === 500) return `the console failed with ${code}`
  if (!change) {
    // The console refused before the save started. Another copy of the save may have started.
    const hasStarted = row && sendCount === 1 && row.change.outcome !== 'not-applied'
    return hasStarted ? `replied ${code}, journalled as ${row.change.outcome}` : null
  }
  if (change.id !== row?.change.id) {
    return code === 'room.busy' ? null : 'the reply is about another change'
  }
  const isFinal = change.outcome !== 'pending' && change.outcome !== 'unknown'
  return isFinal && change.outcome !== row.change.outcome
    ? `replied ${change.outcome}, journalled as ${row.change.outcome}`
    : null
}

/** One refused signature is repeated with a new one and never reported as a wrong setting. */
export function configurationIsNeverBlamed({ saves }: Evidence): string[] {
  return saves.flatMap(({ room, idempotencyKey, replies }) =>
    replies.some(({ code }) => code === 'console.misconfigured')
      ? [`${room} ${idempotencyKey}: reported as a configuration error`]
      : [],
  )
}

/** A repeat of a save whose outcome was reported never gets only "sent nothing". */
export function repeatsAreAnswered({ saves }: Evidence): string[] {
  return saves.flatMap(({ room, idempotencyKey, replies }) => {
    const known = replies.findIndex(({ change }) => change?.settledAt)
    const isForgotten = replies
      .slice(known + 1)
      .some(({ change, code }) => change === null && code === 'journal.unavailable')
    return known >= 0 && isForgotten ? [`${room} ${idempotencyKey}: the outcome was known`] : []
  })
}

/** Replaying the journal from the start gives the current entries of each room. */
export function historyMatchesRooms({ rows, initialRooms, liveService }: Evidence): string[] {
  const violations: string[] = []
  for (const [room, roomRows] of groupBy(rows, ({ change }) => change.room)) {
    const replayed = new Map<string, string | null>(initialRooms.get(room))
    const unclearKeys = new Set<string>()
    for (const { change } of roomRows) {
      for (const { key, result } of change.results) {
        if (result === 'unclear') unclearKeys.add(key)
        if (result !== 'applied') continue
        unclearKeys.delete(key)
        replayed.set(key, change.changes.find((each) => each.key === key)?.to ?? null)
      }
    }
    const current = liveService.rooms.get(room)
    for (const key of new Set([...replayed.keys(), ...(current?.keys() ?? [])])) {
      if (key.startsWith(APP_KEY_PREFIX) || unclearKeys.has(key)) continue
      if (appWroteLast(liveService, room, key)) continue
      const [expected, actual] = [replayed.get(key) ?? null, current?.get(key) ?? null]
      if (expected !== actual) {
        violations.push(`${room}: ${key} is ${actual}, the history says ${expected}`)
      }
    }
  }
  return violations
}

/** The history need not contain what an app wrote while no page watched the room. */
function appWroteLast(liveService: Evidence['liveService'], room: string, key: string): boolean {
  const lastOrder = (effects: readonly { order: number; keys: readonly { key: string }[] }[]) =>
    Math.max(
      0,
      ...effects.flatMap(({ order, keys }) => (keys.some((k) => k.key === key) ? [order] : [])),
    )
  const inRoom = <T extends { room: string }>(list: readonly T[]) =>
    list.filter((item) => item.room === room)
  const consoleEffects = inRoom(liveService.writes).flatMap(({ effects }) => effects)
  return lastOrder(inRoom(liveService.appEffects)) > lastOrder(consoleEffects)
}

/** External changes contain only keys that apps have written. */
export function externalChangesComeFromApps({ rows, liveService }: Evidence): string[] {
  const written = new Set(
    liveService.appEffects.flatMap(({ room, keys }) => keys.map(({ key }) => `${room} ${key}`)),
  )
  return rows.flatMap(({ change }) => {
    const operatorChange = change.changes.find(
      ({ key }) => !key.startsWith(APP_KEY_PREFIX) && !written.has(`${change.room} ${key}`),
    )
    if (change.source !== 'outside' || !operatorChange) return []
    return [`${change.room} ${change.id}: ${operatorChange.key} is recorded as external`]
  })
}

/** No command exceeds its rate limit in any interval of one second. */
export function callsStayWithinRateLimit({ liveService }: Evidence): string[] {
  const most = maxCallsPerSecond(liveService.arrivals)
  const excess = most > RATE_LIMIT_PER_SECOND ? [`${most} calls of one command in a second`] : []
  return [...excess, ...liveService.refusalCodes.map((code) => `the gateway refused with ${code}`)]
}

export function maxCallsPerSecond(arrivals: Evidence['liveService']['arrivals']): number {
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
