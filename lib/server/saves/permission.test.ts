import { expect, it } from 'vitest'
import type { Role } from '@/lib/shared/access/roles'
import { Problem } from '@/lib/shared/api/problem'
import type { Context } from '../http/context'
import { problemFrom, save, scripted } from '../testing/scripted-engine'

const SET = { key: 'a', from: null, to: '1' }
const DELETE = { key: 'old', from: 'x', to: null }
const OLD = [{ key: 'old', value: 'x' }]

/** What the database says of the person now, whoever they were when the save began. */
const become = (ctx: Context, role: Role) => {
  ctx.actorNow = async () => ({ ...ctx.actor, role })
}

it('a role that is taken away before anything is sent: nothing is', async () => {
  const { ctx, writes } = await scripted([])
  become(ctx, 'viewer')
  const problem = await problemFrom(save(ctx, [SET]))
  expect([problem.code, problem.details.change?.outcome]).toEqual(['auth.forbidden', 'not-applied'])
  expect(writes()).toEqual([])
})

it('a session that ends before anything is sent: nothing is', async () => {
  const { ctx, writes } = await scripted([])
  ctx.actorNow = async () => {
    throw new Problem('auth.required')
  }
  const problem = await problemFrom(save(ctx, [SET]))
  expect([problem.code, problem.details.change?.outcome]).toEqual(['auth.required', 'not-applied'])
  expect(writes()).toEqual([])
})

it('once something was sent the save finishes, whatever becomes of the role', async () => {
  const { ctx, writes } = await scripted(OLD)
  const set = ctx.engine.setMetadata
  ctx.engine.setMetadata = async (...of) => {
    const result = await set(...of)
    become(ctx, 'viewer')
    return result
  }
  const { change } = await save(ctx, [SET, DELETE])
  expect(change.outcome).toBe('applied')
  expect(writes()).toEqual(['set a', 'delete old'])
})

it('a leave that was given and not used, as the process was paused, is asked for anew', async () => {
  const { ctx, writes } = await scripted([])
  const set = ctx.engine.setMetadata
  ctx.engine.setMetadata = async (room, entries, call) => {
    expect(await call.watch?.before()).toBeNull()
    become(ctx, 'viewer')
    return set(room, entries, call)
  }
  expect((await problemFrom(save(ctx, [SET]))).code).toBe('auth.forbidden')
  expect(writes()).toEqual([])
})
