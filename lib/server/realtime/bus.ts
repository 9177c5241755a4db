import 'server-only'
import type { Notifications } from '../db/backend'
import type { Log } from '../runtime/log'
import { type Message, parseMessage } from './messages'

/**
 * The queue only grows this long if the store does not respond; later messages would arrive too
 * late anyway.
 */
const MAX_QUEUED = 1_000

/** Messages between the processes of this store. */
export type Bus = {
  /**
   * Sends to every process, including this one, in the order of the calls. A lost message is only
   * logged.
   */
  publish(message: Message): void
  /** Resolves when every published message is sent or lost. */
  flush(): Promise<void>
}

/** `onGap` runs when messages may be lost, so that everything must be read again. */
export function createBus(
  notifications: Notifications,
  log: Log,
  { onMessage, onGap }: { onMessage(message: Message): void; onGap(): void },
): Bus {
  let queuedCount = 0
  let lastSend = Promise.resolve()
  notifications.subscribe({
    onMessage(payload) {
      const message = parseMessage(payload)
      if (message) onMessage(message)
    },
    onGap,
  })
  const send = (message: Message) =>
    notifications
      .publish(JSON.stringify(message))
      .catch((err: unknown) => log.warn({ event: 'bus', type: message.type, err }))
      .finally(() => void queuedCount--)
  return {
    publish(message) {
      if (queuedCount >= MAX_QUEUED) return
      queuedCount++
      lastSend = lastSend.then(() => send(message))
    },
    flush: () => lastSend,
  }
}
