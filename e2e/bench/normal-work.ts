import { randomUUID } from 'node:crypto'
import { addPerson, cookieHeader, signIn } from '../support/people'
import { consoleUrl } from '../support/test-settings'
import { createHttpClient, runAtRate, type TimedRequest } from './load-generator'

export type Client = ReturnType<typeof createHttpClient>

export async function createSignedInClient(email: string): Promise<Client> {
  const { password } = await addPerson('editor', email)
  return createHttpClient(consoleUrl, { cookie: cookieHeader(await signIn(email, password)) })
}

export const readRequest = (room: string): TimedRequest => ({
  method: 'GET',
  path: `/api/rooms/${room}/metadata?fresh=1`,
})

export const saveRequest = (
  room: string,
  from: string | null,
  to: string,
  key = 'load',
): TimedRequest => ({
  method: 'PATCH',
  path: `/api/rooms/${room}/metadata`,
  body: { changes: [{ key, from, to }] },
  key: randomUUID(),
})

/** Two reads and one save of a room a second, without waiting for earlier ones. */
export async function workNormally({ send }: Client, room: string, seconds: number) {
  let value: string | null = null
  const saving = runAtRate(1, seconds, async (nth) => {
    const to = String(nth)
    const response = await send(saveRequest(room, value, to))
    value = response.status === 200 ? to : value
    return response
  })
  const reading = runAtRate(2, seconds, () => send(readRequest(room)))
  return { saves: await saving, reads: await reading }
}
