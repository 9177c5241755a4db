import 'server-only'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { type AccountClaim, digestWrite } from '../engine/webhook-event'

/** An external change is found within the longest pause between two polls of its room. */
const KEPT_MS = 60_000
/** Bounds the memory of each room; further claims push out the oldest ones. */
const MAX_CLAIMS_PER_ROOM = 20
const MAX_ROOMS = 500

export type AccountClaims = ReturnType<typeof createAccountClaims>

/** Remembers for a minute which accounts webhooks name. `clock` in ms, monotonic. */
export function createAccountClaims(clock: () => number = () => performance.now()) {
  const claimsByRoom = new Map<string, { claim: AccountClaim; at: number }[]>()

  return {
    add(room: string, claims: readonly AccountClaim[]): void {
      if (claims.length === 0) return
      const at = clock()
      const kept = (claimsByRoom.get(room) ?? []).filter((each) => at - each.at < KEPT_MS)
      const added = claims.map((claim) => ({ claim, at }))
      claimsByRoom.delete(room)
      claimsByRoom.set(room, [...kept, ...added].slice(-MAX_CLAIMS_PER_ROOM))
      const [oldest] = claimsByRoom.keys()
      if (claimsByRoom.size > MAX_ROOMS && oldest !== undefined) claimsByRoom.delete(oldest)
    },
    /** The accounts that are said to have made exactly one of these changes, the newest first. */
    findAccounts(room: string, changes: readonly KeyChange[]): string[] {
      const writes = new Set(changes.map(({ key, to }) => digestWrite(key, to)))
      const now = clock()
      const accounts = (claimsByRoom.get(room) ?? [])
        .filter(
          ({ claim, at }) => now - at < KEPT_MS && claim.writes.some((each) => writes.has(each)),
        )
        .map(({ claim }) => claim.account)
      return [...new Set(accounts.reverse())]
    },
  }
}
