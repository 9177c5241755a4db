import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import { endpoints } from '@/lib/shared/api/contract'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import type { Change } from '@/lib/shared/changes/change'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { toSlug } from '@/lib/shared/metadata/room-slug'

/** What a console says about a save: the HTTP status, the change if known, the error code. */
export type SaveReply = { status: number; change: Change | null; code: string | null }
export type Submission = {
  room: string
  idempotencyKey: string
  changes: KeyChange[]
  restores?: string
}
export type ApiClient = ReturnType<typeof createApiClient>

/** Longer than a save may take. A paused console never responds. */
const RESPONSE_TIMEOUT_MS = 14_000

const changeReply = z.object({ change: endpoints.readChange.response.shape.change })

/**
 * Calls the console's real endpoints over HTTP, as a browser does. `recordText` receives every
 * header and body, so that they can be searched for secrets.
 */
export function createApiClient(
  headers: Record<string, string>,
  recordText: (text: string) => void,
) {
  /** Null when no response arrives. */
  async function sendRequest(method: string, address: string, init: RequestInit = {}) {
    try {
      const response = await fetch(address, {
        method,
        ...init,
        headers: { 'sec-fetch-site': 'same-origin', ...headers, ...init.headers },
        signal: AbortSignal.timeout(RESPONSE_TIMEOUT_MS),
      })
      const text = await response.text()
      recordText(`${JSON.stringify([...response.headers])} ${text}`)
      return { status: response.status, body: JSON.parse(text) as unknown }
    } catch {
      return null
    }
  }

  function parseSaveReply(response: Awaited<ReturnType<typeof sendRequest>>): SaveReply | null {
    if (!response) return null
    const success = changeReply.safeParse(response.body)
    if (success.success) {
      return { status: response.status, change: success.data.change, code: null }
    }
    const { code, change = null } = envelopeSchema.parse(response.body).error
    return { status: response.status, change, code }
  }

  return {
    async readMetadata(url: string, room: string) {
      const response = await sendRequest('GET', `${url}/api/rooms/${toSlug(room)}/metadata`)
      const reply = endpoints.readMetadata.response.safeParse(response?.body)
      return reply.success ? reply.data : null
    },
    async save(url: string, { room, idempotencyKey, changes, restores }: Submission) {
      const response = await sendRequest('PATCH', `${url}/api/rooms/${toSlug(room)}/metadata`, {
        headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
        body: JSON.stringify({ changes, restores }),
      })
      return parseSaveReply(response)
    },
    /** Reads the outcome of a save whose response was lost. */
    async readSave(url: string, room: string, idempotencyKey: string) {
      const path = `/api/rooms/${toSlug(room)}/saves/${idempotencyKey}`
      return parseSaveReply(await sendRequest('GET', url + path))
    },
    async readChange(url: string, id: string) {
      return parseSaveReply(await sendRequest('GET', `${url}/api/changes/${id}`))
    },
    /** The unsettled changes of all rooms; null when no response arrives. */
    async listUnsettledChanges(url: string) {
      const response = await sendRequest('GET', `${url}/api/changes/open`)
      const reply = endpoints.listOpenChanges.response.safeParse(response?.body)
      return reply.success ? reply.data.changes.filter(({ settledAt }) => settledAt === null) : null
    },
    /** Reads the event stream of a room, as an open page does, until it ends or `signal` aborts. */
    async watchRoom(url: string, room: string, signal: AbortSignal) {
      const address = `${url}/api/rooms/${toSlug(room)}/events`
      // `fetch` never removes its listener from the signal, which outlives thousands of streams.
      const request = new AbortController()
      const abort = () => request.abort()
      signal.addEventListener('abort', abort)
      const decoder = new TextDecoder()
      try {
        const response = await fetch(address, { headers, signal: request.signal })
        for await (const chunk of response.body ?? []) recordText(decoder.decode(chunk))
      } catch {
        // The console was killed or the signal aborted.
      } finally {
        signal.removeEventListener('abort', abort)
      }
    },
  }
}

export const newIdempotencyKey = () => randomUUID()
