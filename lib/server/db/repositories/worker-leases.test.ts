import { describe, expect } from 'vitest'
import { isAvailable, kinds } from '../testing/databases'
import { storeTest } from '../testing/store-test'
import { createWorkerLeases } from './worker-leases'

describe.each(kinds)('the lease of a background job on %s', (kind) => {
  const it = storeTest(kind).skipIf(!isAvailable(kind))

  it('has one holder, who renews it and gives it up', async ({ database }) => {
    const leases = createWorkerLeases(database)
    expect(await leases.find('job')).toBeNull()
    expect([await leases.take('job', null, 'one'), await leases.take('job', null, 'two')]).toEqual([
      true,
      false,
    ])
    const seen = await leases.find('job')
    expect(seen?.holder).toBe('one')
    expect(await leases.take('job', seen, 'one')).toBe(true)
    // It was renewed since.
    expect(await leases.take('job', seen, 'two')).toBe(false)
    await leases.release('job', 'two')
    expect((await leases.find('job'))?.holder).toBe('one')
    await leases.release('job', 'one')
    const released = await leases.find('job')
    expect(released?.holder).toBeNull()
    const attempts = ['one', 'two', 'three'].map((name) => leases.take('job', released, name))
    expect((await Promise.all(attempts)).filter(Boolean)).toHaveLength(1)
    expect(await leases.find('other job')).toBeNull()
  })
})
