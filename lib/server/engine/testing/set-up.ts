import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import { createEngineClient } from '../client'
import type { Timings } from '../resilience/back-off'
import type { EngineCall } from '../transport/http-caller'
import { type Reply, scriptedServer } from './scripted-server'

export const SECRET = 'a-secret-key-of-tests-that-is-not-a-real-one'
export const app = { sdkAppId: 1400000002, identifier: 'administrator', secretKey: SECRET }
export const QUICK: Timings = {
  connect: 150,
  attempt: 250,
  least: 20,
  short: 1,
  long: 2,
  longest: 5,
}

export const entries = [{ key: 'a', value: '1' }]
export const call = () => ({ deadline: Date.now() + 5_000, ref: 'ref', by: 'p' })

type Rig = { url: string; close(): Promise<void> }

/** A client for `rig` with the attempts it made; its clock moves on a second with each look at it where `ticking`. */
export function clientOf(rig: Rig, { timings = QUICK, ticking = false } = {}) {
  const events: EngineCall[] = []
  let time = Date.now()
  const tick = () => {
    time += 1_000
    return time
  }
  const now = ticking ? tick : Date.now
  const client = createEngineClient(
    { ...app, url: rig.url },
    { timings, now, onCall: (event) => events.push(event) },
  )
  const close = async () => {
    await client.close()
    await rig.close()
  }
  return { client, events, close }
}

/** A client and the server it talks to; `close` ends both. */
export async function setUp(...script: Reply[]) {
  const server = await scriptedServer(script)
  return { ...clientOf(server), addresses: server.addresses, bodies: server.bodies }
}

export async function problemFrom(promise: Promise<unknown>): Promise<Problem> {
  const error = await promise.then(
    () => new Error('no problem'),
    (reason: unknown) => reason,
  )
  if (error instanceof Problem) return error
  throw error
}
