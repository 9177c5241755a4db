import { expect, it } from 'vitest'
import { Problem } from '@/lib/shared/problem'
import type { Actor } from '../context'
import { problemFrom, save, scripted } from '../testing/scripted-engine'

const SET = { key: 'a', from: null, to: '1' }

it.each<[string, () => Promise<Actor>, string]>([
  [
    'whose session ended',
    async () => {
      throw new Problem('auth.required')
    },
    'auth.required',
  ],
  [
    'who became a viewer',
    async () => ({ id: 'local', name: 'Local', role: 'viewer' }),
    'auth.forbidden',
  ],
  [
    'of whom the store cannot be asked',
    async () => {
      throw new Problem('journal.unavailable')
    },
    'journal.unavailable',
  ],
])('nothing is sent for a person %s after the save began', async (_, actorNow, code) => {
  const { ctx, writes } = await scripted([])
  const problem = await problemFrom(save({ ...ctx, actorNow }, [SET]))
  expect([problem.code, problem.details.change?.outcome]).toEqual([code, 'not-applied'])
  expect(writes()).toEqual([])
})

it('a save that is on its way is finished, whatever happens to the session', async () => {
  const { ctx, writes, room } = await scripted([{ key: 'b', value: '2' }])
  let asked = 0
  const actorNow = async () => {
    if (++asked > 1) throw new Problem('auth.required')
    return ctx.actor
  }
  const { change } = await save({ ...ctx, actorNow }, [SET, { key: 'b', from: '2', to: null }])
  expect(change.outcome).toBe('applied')
  expect([writes(), [...room]]).toEqual([['set a', 'delete b'], [['a', '1']]])
})
