import { expect, it } from 'vitest'
import { createLog } from '../runtime/log'
import { createSight } from './observation-windows'

/** A store that notes what it is asked; the clock is turned by hand. */
function watched({ failing = false } = {}) {
  const asked: string[] = []
  let time = 0
  let made = 0
  const sightings = {
    async begin(room: string) {
      asked.push(`begin ${room}`)
      if (failing) throw new Error('gone')
      return String(++made)
    },
    async extend(id: string) {
      asked.push(`extend ${id}`)
    },
  }
  const sight = createSight(sightings, createLog('silent'), () => time)
  const look = async (room: string, second: number) => {
    time = second * 1000
    sight.looked(room)
    await Promise.resolve()
    await Promise.resolve()
  }
  return { asked, sight, look }
}

it('a room read every few seconds is one stretch; looks in a hurry are not all written down', async () => {
  const { asked, look } = watched()
  for (const second of [0, 4, 5, 6, 8, 20]) await look('r', second)
  expect(asked).toEqual(['begin r', 'extend 1', 'extend 1', 'extend 1'])
})

it('looks too far apart are stretches of their own: what lies between was not seen', async () => {
  const { asked, look } = watched()
  for (const second of [0, 16, 40]) await look('r', second)
  expect(asked).toEqual(['begin r', 'begin r', 'begin r'])
})

it('a room that is opened again begins a new stretch', async () => {
  const { asked, sight, look } = watched()
  await look('r', 0)
  sight.left('r')
  await look('r', 4)
  expect(asked).toEqual(['begin r', 'begin r'])
})

it('a store that fails is asked again with the next look, and nothing is thrown', async () => {
  const { asked, look } = watched({ failing: true })
  for (const second of [0, 4]) await look('r', second)
  expect(asked).toEqual(['begin r', 'begin r'])
})
