import {
  type Account,
  begunAt,
  effectsOf,
  groupBy,
  type Part,
  ROUNDING_MS,
  settledAt,
} from './attribution'
import { type Evidence, idOf } from './evidence'

/** Every write the engine saw has an earlier row in the journal, with the call on record and not yet settled. */
export function journalFirst({ accounts, orphans }: Evidence): string[] {
  const unknown = orphans.map(({ room, step, at }) => `${room}: a ${step} at ${at} is nobody's`)
  const early = accounts.flatMap((account) =>
    account.writes.flatMap(({ at, part }) => {
      const onRecord = account.row.calls.some(
        (call) => call.step === part && Date.parse(call.sentAt) <= at + ROUNDING_MS,
      )
      if (!onRecord) return [`${idOf(account)}: ${part} at ${at} was not on record`]
      if (at > settledAt(account.row) + ROUNDING_MS)
        return [`${idOf(account)}: ${part} at ${at} came after it was settled`]
      return []
    }),
  )
  return [...unknown, ...early]
}

/** What is applied was in the room before it was settled, whatever came over it since. */
export function appliedIsThere({ accounts, before }: Evidence): string[] {
  const found: string[] = []
  for (const [room, own] of groupBy(accounts, ({ row }) => row.change.room)) {
    const values = new Map(before.get(room))
    for (const account of own.filter(({ row }) => row.change.source !== 'outside')) {
      const at = new Map(values)
      const seen = new Map([...at].map(([key, value]) => [key, new Set<string | null>([value])]))
      for (const { key, after } of effectsOf(account)) {
        seen.set(key, (seen.get(key) ?? new Set([null])).add(after))
        if (after === null) values.delete(key)
        else values.set(key, after)
      }
      const { changes, results } = account.row.change
      for (const { key, result } of results) {
        const to = changes.find((step) => step.key === key)?.to ?? null
        const was = seen.get(key) ?? new Set([null])
        if (result === 'applied' && !was.has(to)) found.push(`${idOf(account)}: ${key} never was`)
      }
    }
  }
  return found
}

/** What is not applied had no effect, or one that was taken back by the same save. */
export function notAppliedHadNoEffect({ accounts }: Evidence): string[] {
  return accounts.flatMap((account) => {
    const effects = effectsOf(account)
    return account.row.change.results.flatMap(({ key, result }) => {
      const own = effects.filter((effect) => effect.key === key)
      const first = own.at(0)
      const undone = first?.before === own.at(-1)?.after
      if (result !== 'not-applied' || !first || undone) return []
      return [`${idOf(account)}: ${key} is told as not applied and was`]
    })
  })
}

/** All was settled within a minute of the last fault, and nothing took effect after its row was settled. */
export function unknownIsSettled({ accounts, rows, settledAfterMs }: Evidence): string[] {
  const open = rows.filter(({ change }) => change.settledAt === null)
  const late = accounts.flatMap((account) =>
    effectsOf(account)
      .filter(({ at }) => at > settledAt(account.row) + ROUNDING_MS)
      .map(({ key }) => `${idOf(account)}: ${key} changed after it was settled`),
  )
  const slow =
    settledAfterMs === null || settledAfterMs > 60_000 ? [`it took ${settledAfterMs} ms`] : []
  return [...open.map(({ change }) => `${change.room} ${change.id} is open`), ...late, ...slow]
}

/** One Idempotency-Key is one row, and each part of it takes effect once at the most. */
export function oneEffect({ accounts, rows }: Evidence): string[] {
  const keys = groupBy(
    rows.filter(({ change }) => change.source !== 'outside'),
    ({ idempotencyKey }) => idempotencyKey,
  )
  const twice = [...keys]
    .filter(([, same]) => same.length > 1)
    .map(([key]) => `${key} has two rows`)
  const doubled = accounts.flatMap((account) =>
    (['set', 'delete', 'put-back'] as const)
      .filter((part) => effectsBy(account, part) > 1)
      .map((part) => `${idOf(account)}: ${part} took effect ${effectsBy(account, part)} times`),
  )
  return [...twice, ...doubled]
}

const effectsBy = ({ writes }: Account, part: Part) =>
  writes.reduce((sum, write) => sum + (write.part === part ? write.effects.length : 0), 0)

/** No save overwrote what its person had not seen. */
export function noLostUpdate({ accounts }: Evidence): string[] {
  return accounts.flatMap((account) =>
    effectsOf(account).flatMap(({ key, before, part }) => {
      const step = account.row.change.changes.find((each) => each.key === key)
      const seen = part === 'put-back' ? [null] : [step?.from ?? null, step?.to ?? null]
      return seen.includes(before) ? [] : [`${idOf(account)}: ${key} was ${before}`]
    }),
  )
}

export const longestUnsettledMs = ({ rows }: Evidence) =>
  Math.max(0, ...rows.map((row) => settledAt(row) - begunAt(row)))
