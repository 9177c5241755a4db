import 'server-only'
import { Problem } from '@/lib/shared/api/problem'
import { createEngineClient } from '../client'
import type { Timings } from '../timings'
import type { AttemptRecord } from '../transport/http-caller'
import { type ReplyHandler, startScriptedServer } from './scripted-server'

export const SECRET = 'a-secret-key-of-tests-that-is-not-a-real-one'
export const app = { sdkAppId: 1400000002, identifier: 'administrator', secretKey: SECRET }
export const SHORT_TIMINGS: Timings = {
  connectMs: 150,
  attemptMs: 250,
  minAttemptMs: 20,
  shortPauseMs: 1,
  longPauseMs: 2,
  maxPauseMs: 5,
}

export const entries = [{ key: 'a', value: '1' }]
export const callOptions = (withinMs = 5_000) => {
  return { deadline: performance.now() + withinMs, ref: 'ref', requester: 'p' }
}

type TestServer = { url: string; close(): Promise<void> }

/**
 * Creates a client for `server`; `attempts` are those it made. If `isTicking`, each reading of its
 * clock is a second after the previous one.
 */
export function createTestClient(
  server: TestServer,
  { timings = SHORT_TIMINGS, isTicking = false } = {},
) {
  const attempts: AttemptRecord[] = []
  let time = Date.now()
  const tick = () => {
    time += 1_000
    return time
  }
  const now = isTicking ? tick : Date.now
  const client = createEngineClient(
    { ...app, url: server.url },
    { timings, now, onAttempt: (attempt) => attempts.push(attempt) },
  )
  const close = async () => {
    await client.close()
    await server.close()
  }
  return { client, attempts, close }
}

/** Starts a scripted server with a client for it; `close` ends both. */
export async function setUpClient(...handlers: ReplyHandler[]) {
  const server = await startScriptedServer(handlers)
  return { ...createTestClient(server), addresses: server.addresses, bodies: server.bodies }
}

export async function catchProblem(promise: Promise<unknown>): Promise<Problem> {
  const error = await promise.then(
    () => new Error('no problem'),
    (reason: unknown) => reason,
  )
  if (error instanceof Problem) return error
  throw error
}
