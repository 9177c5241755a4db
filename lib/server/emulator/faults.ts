import 'server-only'
import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** What goes wrong with one call. `apply` says whether the command takes effect all the same. */
export type Fault =
  | { kind: 'late'; ms: number }
  /** Applied after `ms`, and never answered. */
  | { kind: 'applied-late'; ms: number }
  /** Applied at once, and never answered. */
  | { kind: 'silent' }
  | { kind: 'refuse'; code: number; info: string }
  | {
      kind: 'answer'
      apply: boolean
      status: number
      type: string
      body: string | Buffer
      headers?: Record<string, string>
    }
  | { kind: 'reset'; apply: boolean }

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
    case 'reset':
      if (fault.apply) await command()
      response.socket?.resetAndDestroy()
      return ''
    case 'answer':
      if (fault.apply) await command()
      response.writeHead(fault.status, { 'content-type': fault.type, ...fault.headers })
      response.end(fault.body)
      return ''
    case 'refuse':
      throw new Error('a refusal is thrown before the command runs')
  }
}

/** A client that hangs up ends the silence early. */
async function silence(response: ServerResponse): Promise<string> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  await wait(SILENCE_MS, undefined, { signal: gone.signal, ref: false }).catch(() => undefined)
  response.destroy()
  return ''
}
