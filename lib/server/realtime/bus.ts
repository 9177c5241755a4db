import 'server-only'
import type { Nudges } from '../db/backend'
import type { Log } from '../runtime/log'
import { type Message, messageOf } from './messages'

/** More than this is waiting only when the store does not answer: what is behind it would come too late anyway. */
const LONGEST_QUEUE = 1_000

export type Bus = {
  /** To every process, this one included, in the order of the calls; one that gets lost is only logged. */
  publish(message: Message): void
  /** Resolves once all that was published is out or lost. */
  idle(): Promise<void>
}

/** `missed`: messages may have been lost, so everything is to be read again. */
export function createBus(
  nudges: Nudges,
  log: Log,
  heard: { message(message: Message): void; missed(): void },
): Bus {
  let waiting = 0
  let tail = Promise.resolve()
  nudges.subscribe({
    nudge(payload) {
      const message = messageOf(payload)
      if (message) heard.message(message)
    },
    missed: heard.missed,
  })
  const send = (message: Message) =>
    nudges
      .publish(JSON.stringify(message))
      .catch((err: unknown) => log.warn({ event: 'bus', type: message.type, err }))
      .finally(() => void waiting--)
  return {
    publish(message) {
      if (waiting >= LONGEST_QUEUE) return
      waiting++
      tail = tail.then(() => send(message))
    },
    idle: () => tail,
  }
}
