import 'server-only'
import type { Notifications, Subscriber } from '../backend'

/**
 * Subscribers of this process. Each is called in its own microtask, so one that throws does not
 * stop the others.
 */
export function createSubscribers() {
  const subscribers = new Set<Subscriber>()
  const notify = (call: (subscriber: Subscriber) => void) => {
    for (const subscriber of subscribers) queueMicrotask(() => call(subscriber))
  }
  return {
    publish: (payload: string) => notify((subscriber) => subscriber.onMessage(payload)),
    reportGap: () => notify((subscriber) => subscriber.onGap?.()),
    subscribe(subscriber: Subscriber) {
      subscribers.add(subscriber)
      return () => void subscribers.delete(subscriber)
    },
  }
}

/** Notifications of the embedded store, which has one process. */
export function createLocalNotifications(): Notifications {
  const { publish, subscribe } = createSubscribers()
  return { subscribe, publish: async (payload) => publish(payload) }
}
