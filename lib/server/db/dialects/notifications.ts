import 'server-only'
import type { Nudges, Subscriber } from '../backend'

/** Subscribers of this process. One that throws must not keep the nudge from the others. */
export function createSubscribers() {
  const subscribers = new Set<Subscriber>()
  const tell = (call: (subscriber: Subscriber) => void) => {
    for (const subscriber of subscribers) queueMicrotask(() => call(subscriber))
  }
  return {
    nudge: (payload: string) => tell((subscriber) => subscriber.nudge(payload)),
    missed: () => tell((subscriber) => subscriber.missed?.()),
    subscribe(subscriber: Subscriber) {
      subscribers.add(subscriber)
      return () => void subscribers.delete(subscriber)
    },
  }
}

/** Nudges of the embedded store, which has one process. */
export function createLocalNudges(): Nudges {
  const { nudge, subscribe } = createSubscribers()
  return { subscribe, publish: async (payload) => nudge(payload) }
}
