import { expect, it } from 'vitest'
import { createLog } from '../runtime/log'
import { createObservationRecorder } from './observation-windows'

/** A recorder whose clock the test sets, and the calls that its store receives. */
function setUp({ failing = false } = {}) {
  const calls: string[] = []
  let time = 0
  let lastId = 0
  const store = {
    async begin(room: string) {
      calls.push(`begin ${room}`)
      if (failing) throw new Error('gone')
      return String(++lastId)
    },
    async extend(id: string) {
      calls.push(`extend ${id}`)
    },
  }
  const recorder = createObservationRecorder(store, createLog('silent'), () => time)
  const recordRead = async (room: string, second: number) => {
    time = second * 1000
    recorder.recordRead(room)
    await Promise.resolve()
    await Promise.resolve()
  }
  return { calls, recorder, recordRead }
}

it('a room that is read every few seconds has one window, and early reads are not recorded', async () => {
  const { calls, recordRead } = setUp()
  for (const second of [0, 4, 5, 6, 8, 20]) await recordRead('r', second)
  expect(calls).toEqual(['begin r', 'extend 1', 'extend 1', 'extend 1'])
})

it('reads that are far apart have separate windows', async () => {
  const { calls, recordRead } = setUp()
  for (const second of [0, 16, 40]) await recordRead('r', second)
  expect(calls).toEqual(['begin r', 'begin r', 'begin r'])
})

it('a room that is opened again has a new window', async () => {
  const { calls, recorder, recordRead } = setUp()
  await recordRead('r', 0)
  recorder.close('r')
  await recordRead('r', 4)
  expect(calls).toEqual(['begin r', 'begin r'])
})

it('after a failed write the next read tries again, and nothing is thrown', async () => {
  const { calls, recordRead } = setUp({ failing: true })
  for (const second of [0, 4]) await recordRead('r', second)
  expect(calls).toEqual(['begin r', 'begin r'])
})
