import type { Entry, KeyChange } from '@/lib/shared/metadata/entry'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { APP_KEY_PREFIX } from './live-service'
import type { SeededRandom } from './seeded-random'

/** Few enough that operators edit the same keys; some have unusual but allowed characters. */
const KEYS = ['banner', 'goal', 'gifts', '房', '__proto__', 'pinned', ' quiet ', 'k8', 'k9', 'k10']

/** A value that is unique to `mark`, sometimes as long as a value may be. */
function randomValue(random: SeededRandom, mark: string): string {
  const length = random.pickWeighted([
    [8, random.integer(0, 40)],
    [1, LIMITS.valueBytes - mark.length],
    [1, Math.floor(LIMITS.totalBytes / LIMITS.keys) - mark.length],
  ])
  return mark + 'x'.repeat(Math.max(0, length))
}

/** Key changes of one operator, based on the entries they see. New values contain `mark`. */
export function createRandomDraft(
  random: SeededRandom,
  shownEntries: readonly Entry[],
  mark: string,
): KeyChange[] {
  const untouched = shownEntries.filter(({ key }) => !key.startsWith(APP_KEY_PREFIX))
  const takeEntry = () => untouched.splice(random.integer(0, untouched.length - 1), 1)[0]
  const changes = new Map<string, KeyChange>()
  const change = (key: string, from: string | null, to: string | null) => {
    if (!changes.has(key) && from !== to) changes.set(key, { key, from, to })
  }
  const unusedKeys = KEYS.filter((candidate) => !shownEntries.some(({ key }) => key === candidate))
  const add = (value: string) => {
    const key = unusedKeys.length > 0 ? random.pick(unusedKeys) : `new-${mark}`
    change(key, null, value)
  }

  const steps = {
    edit() {
      const entry = takeEntry()
      if (entry) change(entry.key, entry.value, randomValue(random, `${mark}-${changes.size}`))
    },
    add: () => add(randomValue(random, `${mark}-${changes.size}`)),
    remove() {
      const entry = takeEntry()
      if (entry) change(entry.key, entry.value, null)
    },
    /** In a full room the old key must be deleted before the new one can be set. */
    rename() {
      const entry = takeEntry()
      if (!entry) return
      change(entry.key, entry.value, null)
      add(entry.value)
    },
  }
  const stepCount = random.integer(1, 3)
  for (let n = 0; n < stepCount; n++) {
    random.pickWeighted([
      [5, steps.edit],
      [2, steps.add],
      [2, steps.remove],
      [2, steps.rename],
    ])()
  }
  if (changes.size === 0) add(randomValue(random, mark))
  return [...changes.values()]
}
