import 'server-only'
import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** Whether a command takes effect: before the reply, never, or some time after the reply. */
export type ApplyMode = boolean | { afterMs: number }

/** What goes wrong with one call. */
export type Fault =
  /** Applies and replies after `ms`. */
  | { kind: 'delay'; ms: number }
  /** Applies after `ms` and never replies. */
  | { kind: 'apply-late'; ms: number }
  /** Applies at once and never replies. */
  | { kind: 'apply-silently' }
  /** Neither applies nor replies. */
  | { kind: 'drop' }
  | { kind: 'refuse'; code: number; info: string }
  /**
   * Applies only the first `entries` of the list, then fails. Nothing documents that writes are all
   * or nothing: docs/live-api.md#set_room_metadata.
   */
  | { kind: 'apply-in-part'; entries: number }
  | {
      kind: 'reply'
      apply: ApplyMode
      status: number
      type: string
      body: string | Buffer
      headers?: Record<string, string>
    }
  | { kind: 'reset'; apply: ApplyMode }

/** How long a connection without a reply stays open. */
const SILENCE_MS = 10_000

/**
 * Runs `command` with a fault. `command` returns the body of a normal reply; so does this function,
 * or '' if the fault has already replied.
 */
export async function applyFault(
  fault: Fault,
  command: () => Promise<string>,
  response: ServerResponse,
): Promise<string> {
  switch (fault.kind) {
    case 'delay':
      await wait(fault.ms)
      return command()
    case 'apply-late':
      await wait(fault.ms)
      await command()
      return keepSilent(response)
    case 'apply-silently':
      await command()
      return keepSilent(response)
    case 'drop':
      return keepSilent(response)
    case 'reset':
      await applyCommand(fault.apply, command)
      response.socket?.resetAndDestroy()
      return ''
    case 'reply':
      await applyCommand(fault.apply, command)
      response.writeHead(fault.status, { 'content-type': fault.type, ...fault.headers })
      response.end(fault.body)
      return ''
    case 'refuse':
    case 'apply-in-part':
      throw new Error(`the server handles "${fault.kind}" itself`)
  }
}

/** Ignores the refusal of a command that runs after the reply: nothing can report it any more. */
async function applyCommand(mode: ApplyMode, command: () => Promise<string>): Promise<void> {
  if (mode === true) await command()
  if (typeof mode !== 'object') return
  wait(mode.afterMs)
    .then(command)
    .catch(() => undefined)
}

/** Keeps the connection open without a reply until the client closes it or time is up. */
async function keepSilent(response: ServerResponse): Promise<string> {
  const closed = new AbortController()
  response.once('close', () => closed.abort())
  await wait(SILENCE_MS, undefined, { signal: closed.signal, ref: false }).catch(() => undefined)
  response.destroy()
  return ''
}
