import { expect, it } from 'vitest'
import { createWorkerLeases } from '../db/repositories/worker-leases'
import { openTestDatabase } from '../db/testing/store-test'
import { createLeaderLease } from './leader-lease'

async function setUp() {
  let now = 1_000_000
  const leases = createWorkerLeases(await openTestDatabase())
  const create = (name: string, isOnlyProcess = false) => {
    const lease = createLeaderLease(leases, 'job', isOnlyProcess, () => now, name)
    /** Renews and says whether it holds the lease. */
    const renew = async () => {
      await lease.renew()
      return lease.heldUntil() > now
    }
    return { ...lease, renew }
  }
  return { create, pass: (ms: number) => (now += ms) }
}

it('is taken over only when it has stood still for longer than it is valid', async () => {
  const { create, pass } = await setUp()
  const [one, two] = [create('one'), create('two')]
  expect([await one.renew(), await two.renew()]).toEqual([true, false])
  for (let at = 0; at < 10; at++) {
    pass(5_000)
    expect([await one.renew(), await two.renew()]).toEqual([true, false])
  }
  const heldUntil = one.heldUntil()
  pass(15_999)
  expect(await two.renew()).toBe(false)
  pass(2)
  expect(await two.renew()).toBe(true)
  // The first one knew by itself that it had lost it.
  expect(heldUntil).toBeLessThan(two.heldUntil() - 15_000)
  expect(await one.renew()).toBe(false)
})

it('is taken over a second after it was given up', async () => {
  const { create, pass } = await setUp()
  const [one, two] = [create('one'), create('two')]
  await one.renew()
  await one.release()
  expect([one.heldUntil() > 0, await two.renew()]).toEqual([false, false])
  pass(1_001)
  expect(await two.renew()).toBe(true)
})

it('of a process that was killed is free at once in a store that one process owns', async () => {
  const { create } = await setUp()
  expect(await create('killed').renew()).toBe(true)
  expect(await create('next', true).renew()).toBe(true)
})
