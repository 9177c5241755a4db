import { expect, it } from 'vitest'
import type { Role } from '@/lib/shared/access/roles'
import { Problem } from '@/lib/shared/api/problem'
import type { Context } from '../http/context'
import { createScriptedContext, problemFrom, save } from '../testing/scripted-engine'

const SET = { key: 'a', from: null, to: '1' }
const DELETE = { key: 'old', from: 'x', to: null }
const OLD = [{ key: 'old', value: 'x' }]

/** Changes the role in the database after the request has started. */
const changeRole = (ctx: Context, role: Role) => {
  ctx.readCurrentActor = async () => ({ ...ctx.actor, role })
}

it('sends nothing when the user loses the role before the first call', async () => {
  const { ctx, writes } = await createScriptedContext([])
  changeRole(ctx, 'viewer')
  const problem = await problemFrom(save(ctx, [SET]))
  expect([problem.code, problem.details.change?.outcome]).toEqual(['auth.forbidden', 'not-applied'])
  expect(writes()).toEqual([])
})

it('sends nothing when the session ends before the first call', async () => {
  const { ctx, writes } = await createScriptedContext([])
  ctx.readCurrentActor = async () => {
    throw new Problem('auth.required')
  }
  const problem = await problemFrom(save(ctx, [SET]))
  expect([problem.code, problem.details.change?.outcome]).toEqual(['auth.required', 'not-applied'])
  expect(writes()).toEqual([])
})

it('finishes a save when the user loses the role after the first call', async () => {
  const { ctx, writes } = await createScriptedContext(OLD)
  const set = ctx.engine.setMetadata
  ctx.engine.setMetadata = async (...args) => {
    const result = await set(...args)
    changeRole(ctx, 'viewer')
    return result
  }
  const { change } = await save(ctx, [SET, DELETE])
  expect(change.outcome).toBe('applied')
  expect(writes()).toEqual(['set a', 'delete old'])
})

it('checks the role again when a process is paused between the check and the call', async () => {
  const { ctx, writes } = await createScriptedContext([])
  const set = ctx.engine.setMetadata
  ctx.engine.setMetadata = async (room, entries, call) => {
    expect(await call.attemptLog?.recordStart()).toBeNull()
    changeRole(ctx, 'viewer')
    return set(room, entries, call)
  }
  expect((await problemFrom(save(ctx, [SET]))).code).toBe('auth.forbidden')
  expect(writes()).toEqual([])
})
