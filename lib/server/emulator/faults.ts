import 'server-only'
import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** Whether a command takes effect all the same: not at all, before its answer, or so many ms after it. */
export type Apply = boolean | { afterMs: number }

/** What goes wrong with one call. */
export type Fault =
  | { kind: 'late'; ms: number }
  /** Applied after `ms`, and never answered. */
  | { kind: 'applied-late'; ms: number }
  /** Applied at once, and never answered. */
  | { kind: 'silent' }
  /** Neither applied nor answered. */
  | { kind: 'never' }
  | { kind: 'refuse'; code: number; info: string }
  /** Applied to the first `entries` of the list, then failed (contract §7 #17). */
  | { kind: 'in-part'; entries: number }
  | {
      kind: 'answer'
      apply: Apply
      status: number
      type: string
      body: string | Buffer
      headers?: Record<string, string>
    }
  | { kind: 'reset'; apply: Apply }

/** How long a connection is kept open that will never be answered. */
const SILENCE_MS = 10_000

/** Runs `command` as the fault has it and answers, or not. `command` returns the body of an undisturbed answer. */
export async function misbehave(
  fault: Fault,
  command: () => Promise<string>,
  response: ServerResponse,
): Promise<string> {
  switch (fault.kind) {
    case 'late':
      await wait(fault.ms)
      return command()
    case 'applied-late':
      await wait(fault.ms)
      await command()
      return silence(response)
    case 'silent':
      await command()
      return silence(response)
    case 'never':
      return silence(response)
    case 'reset':
      await applied(fault.apply, command)
      response.socket?.resetAndDestroy()
      return ''
    case 'answer':
      await applied(fault.apply, command)
      response.writeHead(fault.status, { 'content-type': fault.type, ...fault.headers })
      response.end(fault.body)
      return ''
    case 'refuse':
    case 'in-part':
      throw new Error('told by the server, not on the wire')
  }
}

/** What comes after the answer may be refused by then; nobody is there to be told. */
async function applied(apply: Apply, command: () => Promise<string>): Promise<void> {
  if (apply === true) await command()
  if (typeof apply !== 'object') return
  wait(apply.afterMs)
    .then(command)
    .catch(() => undefined)
}

/** A client that hangs up ends the silence early. */
async function silence(response: ServerResponse): Promise<string> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  await wait(SILENCE_MS, undefined, { signal: gone.signal, ref: false }).catch(() => undefined)
  response.destroy()
  return ''
}
