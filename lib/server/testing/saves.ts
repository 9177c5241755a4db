import 'server-only'
import { randomUUID } from 'node:crypto'
import * as changesDoor from '@/app/api/changes/route'
import { endpoints } from '@/lib/shared/api/contract'
import { ask, type Door, OWN, patch } from './endpoints'

let value = 0

/** A save in the room with the odd id, each counting on from the last; the answer is its id. */
export async function saved(note?: string): Promise<string> {
  const from = value === 0 ? null : `${value}`
  const to = `${++value}`
  const body = { changes: [{ key: 'n', from, to }], ...(note !== undefined && { note }) }
  const answer = await patch(body, { ...OWN, 'idempotency-key': randomUUID() })
  return endpoints.saveMetadata.reply.parse(answer.body).change.id
}

/** What is on record, as a list's door answers it. */
export async function list(query = '', door: Door = changesDoor, params?: Record<string, string>) {
  const { body } = await ask(door, 'GET', `/api/changes${query}`, {}, params)
  return endpoints.listChanges.reply.parse(body)
}
