import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { isAvailable, kinds } from '../testing/databases'
import { storeTest } from '../testing/store-test'
import { createWorkerLeases, HANDOVER_MS } from './worker-leases'

const TTL_MS = 15_000

describe.each(kinds)('the lease of a background job on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('has one holder, until a second after it was given up or has expired', async ({
    database,
  }) => {
    let now = 1_000_000
    const leases = createWorkerLeases({
      ...database,
      get clock() {
        return sql<number>`cast(${sql.lit(now)} as bigint)`
      },
    })
    const acquire = (holder: string) => leases.acquire('job', holder, TTL_MS)
    expect([await acquire('one'), await acquire('two')]).toEqual([true, false])
    now += TTL_MS - 1
    expect([await acquire('two'), await acquire('one')]).toEqual([false, true])
    now += TTL_MS + HANDOVER_MS
    expect(await acquire('two')).toBe(false)
    now += 1
    expect([await acquire('two'), await acquire('one')]).toEqual([true, false])
    await leases.release('job', 'one')
    expect(await acquire('one')).toBe(false)
    await leases.release('job', 'two')
    now += HANDOVER_MS
    expect(await acquire('one')).toBe(false)
    now += 1
    expect([await acquire('one'), await acquire('two')]).toEqual([true, false])
    expect(await leases.acquire('other job', 'two', TTL_MS)).toBe(true)
  })
})
