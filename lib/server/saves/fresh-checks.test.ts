import { describe, expect, it, type TestContext, vi } from 'vitest'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import type { Fault } from '../emulator/faults/faults'
import { setUpFaultyLiveService } from '../testing/faulty-live-service'
import { problemFrom } from '../testing/scripted-engine'

const SET: KeyChange = { key: 'a', from: '1', to: '2' }
const DELETE: KeyChange = { key: 'old', from: 'x', to: null }
const FULL = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`k${n}`, 'v']))
const SWAP: KeyChange[] = [
  { key: 'k0', from: 'v', to: null },
  { key: 'new', from: null, to: 'v' },
]
const SET_CALL = 'set_room_metadata'
const DELETE_CALL = 'del_room_metadata'
const refuse = (code: number): Fault => ({ kind: 'refuse', code, info: 'test' })

/** A room with faults, in order, for each command; a fault waits for `onFault`. */
async function setUp(
  test: TestContext,
  entries: Record<string, string>,
  faults: { [command: string]: Fault[] },
  onFault: (setup: Setup, command: string) => unknown = () => undefined,
) {
  const findFault = async (command: string) => {
    const fault = faults[command]?.shift()
    if (fault) await onFault(setup, command)
    return fault
  }
  const setup: Setup = await setUpFaultyLiveService({ findFault, entries }, test)
  const writes = () => setup.calls.filter((command) => !command.startsWith('get'))
  return { ...setup, writes }
}
type Setup = Awaited<ReturnType<typeof setUpFaultyLiveService>>

vi.setConfig({ testTimeout: 40_000 })

describe('a save stops when an app changes one of its keys', () => {
  it('before a retry, and names the key and its value', async (test) => {
    const setup = await setUp(test, { a: '1' }, { [SET_CALL]: [refuse(60007)] }, (live) =>
      live.writeAsApp({ a: 'an app’s' }),
    )
    const problem = await problemFrom(setup.save([SET]))
    expect([problem.code, problem.details.theirs, problem.details.change?.outcome]).toEqual([
      'room.changed',
      [{ key: 'a', value: 'an app’s', by: null }],
      'not-applied',
    ])
    expect(setup.writes()).toEqual([SET_CALL])
    expect(await setup.readRoom()).toEqual({ a: 'an app’s' })
  })

  it('before the second call, after a slow first one', async (test) => {
    const slow: Fault = { kind: 'delay', ms: 700 }
    const setup = await setUp(test, { a: '1', old: 'x' }, { [SET_CALL]: [slow] }, (live) =>
      live.writeAsApp({ old: 'an app’s' }),
    )
    expect((await setup.save([SET, DELETE])).change.outcome).toBe('partial')
    expect(await setup.readRoom()).toEqual({ a: '2', old: 'an app’s' })
  })

  it('that it has already written, before the second call', async (test) => {
    const setup = await setUp(
      test,
      { a: '1', old: 'x' },
      { [SET_CALL]: [{ kind: 'delay', ms: 0 }], [DELETE_CALL]: [refuse(60007)] },
      (live, command) => command === DELETE_CALL && live.writeAsApp({ a: 'an app’s' }),
    )
    const { change } = await setup.save([SET, DELETE])
    expect(change.conflicts).toEqual([{ key: 'a', value: 'an app’s', by: null }])
    expect(change.results).toEqual([
      { key: 'a', result: 'applied', found: 'an app’s' },
      { key: 'old', result: 'not-applied', found: 'x' },
    ])
    expect(setup.writes()).toEqual([SET_CALL, DELETE_CALL])
    expect(await setup.readRoom()).toEqual({ a: 'an app’s', old: 'x' })
  })
})

describe('a save', () => {
  it('goes on when an app changes other keys before a retry', async (test) => {
    const setup = await setUp(test, { a: '1' }, { [SET_CALL]: [refuse(60007)] }, (live) =>
      live.writeAsApp({ goal: '5' }),
    )
    expect((await setup.save([SET])).change.outcome).toBe('applied')
    expect(await setup.readRoom()).toEqual({ a: '2', goal: '5' })
  })

  it('overwrites a key that an app changes before a retry, if its author chose so', async (test) => {
    const setup = await setUp(test, { a: '1' }, { [SET_CALL]: [refuse(60007)] }, (live) =>
      live.writeAsApp({ a: 'an app’s' }),
    )
    const { change } = await setup.save([SET], { overwrite: ['a'] })
    expect([change.outcome, await setup.readRoom()]).toEqual(['applied', { a: '2' }])
  })

  it('sends nothing again if the room cannot be read before a retry', async (test) => {
    const unreadable = Array.from({ length: 3 }, () => refuse(100001))
    const faults: { [command: string]: Fault[] } = { [SET_CALL]: [refuse(60007)] }
    const setup = await setUp(test, { a: '1' }, faults, () => {
      faults.get_room_metadata ??= unreadable
    })
    const problem = await problemFrom(setup.save([SET]))
    expect(problem.details.change?.outcome).toBe('not-applied')
    expect(setup.writes()).toEqual([SET_CALL])
  })
})

describe('a roll back', () => {
  it('leaves a key deleted that an app had deleted before', async (test) => {
    const setup = await setUp(
      test,
      FULL,
      // The app is faster, so the delete of the console finds no key.
      { [DELETE_CALL]: [{ kind: 'delay', ms: 300 }], [SET_CALL]: [refuse(100006)] },
      (live, command) => command === DELETE_CALL && live.deleteAsApp('k0'),
    )
    const { change } = await setup.save(SWAP)
    expect(change.outcome).toBe('partial')
    expect(change.results.map(({ result }) => result)).toEqual(['applied', 'not-applied'])
    expect(setup.writes()).toEqual([DELETE_CALL, SET_CALL])
    expect(await setup.readRoom()).not.toHaveProperty('k0')
  })

  it('leaves a key alone that an app has written since', async (test) => {
    const setup = await setUp(test, FULL, { [SET_CALL]: [refuse(100006)] }, (live) =>
      live.writeAsApp({ k0: 'an app’s' }),
    )
    const { change } = await setup.save(SWAP)
    expect(change.results).toEqual([
      { key: 'k0', result: 'applied', found: 'an app’s' },
      { key: 'new', result: 'not-applied', found: null },
    ])
    expect(await setup.readRoom()).toMatchObject({ k0: 'an app’s' })
  })

  it('restores the keys if others change the key that was to be set', async (test) => {
    const setup = await setUp(
      test,
      { ...FULL, k1: 'w' },
      { [SET_CALL]: [refuse(60007)] },
      (live) => void live.writeAsApp({ k1: 'an app’s' }),
    )
    // Values of nine keys and a tenth that only fits after the delete.
    const changes = [...SWAP, { key: 'k1', from: 'w', to: 'mine' }]
    const problem = await problemFrom(setup.save(changes))
    expect([problem.code, problem.details.change?.outcome]).toEqual(['room.changed', 'not-applied'])
    expect(setup.writes()).toEqual([DELETE_CALL, SET_CALL, SET_CALL])
    expect(await setup.readRoom()).toEqual({ ...FULL, k1: 'an app’s' })
  })
})

// Concurrent, because a lost write expires only after eight seconds.
describe.concurrent('a lost reply', () => {
  it('stops a save before the second call when an app changes one of its keys', async (test) => {
    const lost: Fault = { kind: 'reset', apply: true }
    const setup = await setUp(test, { a: '1', old: 'x' }, { [SET_CALL]: [lost] }, (live) =>
      live.writeAsApp({ old: 'an app’s' }),
    )
    const { change } = await setup.save([SET, DELETE])
    expect(change.outcome).toBe('partial')
    expect(change.results).toEqual([
      { key: 'a', result: 'applied', found: '2' },
      { key: 'old', result: 'not-applied', found: 'an app’s' },
    ])
    expect(change.conflicts).toEqual([{ key: 'old', value: 'an app’s', by: null }])
    expect(setup.writes()).toEqual([SET_CALL])
    expect(await setup.readRoom()).toEqual({ a: '2', old: 'an app’s' })
  })

  it('keeps a save from sending a delete of a key that an app has deleted meanwhile', async (test) => {
    const lost: Fault = { kind: 'reset', apply: true }
    const setup = await setUp(test, { a: '1', old: 'x' }, { [SET_CALL]: [lost] }, (live) =>
      live.deleteAsApp('old'),
    )
    expect((await setup.save([SET, DELETE])).change.outcome).toBe('applied')
    expect(setup.writes()).toEqual([SET_CALL])
  })

  it('makes a roll back leave the key of its delete alone', async (test) => {
    const setup = await setUp(test, FULL, {
      [DELETE_CALL]: [{ kind: 'reset', apply: true }],
      [SET_CALL]: [refuse(100006)],
    })
    const { change } = await setup.save(SWAP)
    expect(change.results.map(({ result }) => result)).toEqual(['applied', 'not-applied'])
    expect(setup.writes()).toEqual([DELETE_CALL, SET_CALL])
  })
})
