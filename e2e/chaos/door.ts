import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import { endpoints } from '@/lib/shared/api/contract'
import { envelopeSchema } from '@/lib/shared/api/envelope'
import type { Change } from '@/lib/shared/changes/change'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { slugOf } from '@/lib/shared/metadata/room-slug'

/** An answer of a console: its status, what became of the save where that is told, and why not. Null = none came. */
export type Told = { status: number; change: Change | null; code: string | null }
export type Submission = { room: string; key: string; changes: KeyChange[]; restores?: string }

/** Where a console is asked, and everything it ever answered goes to `overhear`. */
export type Door = ReturnType<typeof createDoor>

/** Longer than a save may take; a console that was stopped answers nothing. */
const PATIENCE_MS = 14_000

const changeReply = z.object({ change: endpoints.readChange.reply.shape.change })

/** The console's real doors over HTTP, as a browser asks them. */
export function createDoor(headers: Record<string, string>, overhear: (text: string) => void) {
  async function ask(method: string, address: string, more: RequestInit = {}) {
    try {
      const response = await fetch(address, {
        method,
        ...more,
        headers: { 'sec-fetch-site': 'same-origin', ...headers, ...more.headers },
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      const text = await response.text()
      overhear(`${JSON.stringify([...response.headers])} ${text}`)
      return { status: response.status, body: JSON.parse(text) as unknown }
    } catch {
      return null
    }
  }

  function told(answer: Awaited<ReturnType<typeof ask>>): Told | null {
    if (!answer) return null
    const good = changeReply.safeParse(answer.body)
    if (good.success) return { status: answer.status, change: good.data.change, code: null }
    const { code, change = null } = envelopeSchema.parse(answer.body).error
    return { status: answer.status, change, code }
  }

  return {
    async read(url: string, room: string) {
      const answer = await ask('GET', `${url}/api/rooms/${slugOf(room)}/metadata`)
      const reply = endpoints.readMetadata.reply.safeParse(answer?.body)
      return reply.success ? reply.data : null
    },
    async save(url: string, { room, key, changes, restores }: Submission) {
      const body = JSON.stringify({ changes, restores })
      const own = { 'content-type': 'application/json', 'idempotency-key': key }
      return told(
        await ask('PATCH', `${url}/api/rooms/${slugOf(room)}/metadata`, { headers: own, body }),
      )
    },
    /** What became of a save whose answer got lost. */
    async became(url: string, room: string, key: string) {
      return told(await ask('GET', `${url}/api/rooms/${slugOf(room)}/saves/${key}`))
    },
    async change(url: string, id: string) {
      return told(await ask('GET', `${url}/api/changes/${id}`))
    },
    /** Unsettled changes of all rooms; null when nobody answers. */
    async unsettled(url: string) {
      const answer = await ask('GET', `${url}/api/changes/open`)
      const reply = endpoints.listOpenChanges.reply.safeParse(answer?.body)
      return reply.success ? reply.data.changes.filter(({ settledAt }) => settledAt === null) : null
    },
    /** Watches a room until `gone`, as an open page does. Resolves at its end. */
    async watch(url: string, room: string, gone: AbortSignal) {
      const address = `${url}/api/rooms/${slugOf(room)}/events`
      const response = await fetch(address, { headers, signal: gone }).catch(() => null)
      const decoder = new TextDecoder()
      try {
        for await (const chunk of response?.body ?? []) overhear(decoder.decode(chunk))
      } catch {
        // Its console was killed, or we went away.
      }
    },
  }
}

export const newKey = () => randomUUID()
