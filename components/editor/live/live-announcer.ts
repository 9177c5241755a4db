import { announce } from '@/lib/client/browser/announce'

/** An app that counts something writes every few seconds: who listens hears of it now and then, not each time. */
const PAUSE_MS = 15_000

let waiting: { keys: Set<string>; say: (keys: string) => string } | null = null

/** Speaks of keys that others changed, at once and then of all in a pause together. `say` makes the sentence. */
export function speakNews(keys: readonly string[], say: (keys: string) => string): void {
  if (keys.length === 0) return
  if (waiting) {
    for (const key of keys) waiting.keys.add(key)
    waiting.say = say
    return
  }
  announce(say(keys.join(', ')))
  waiting = { keys: new Set(), say }
  setTimeout(() => {
    const rest = waiting
    waiting = null
    if (rest) speakNews([...rest.keys], rest.say)
  }, PAUSE_MS)
}
