import type { Entry, KeyChange } from '@/lib/shared/metadata/entry'
import { LIMITS } from '@/lib/shared/metadata/limits'
import type { Dice } from './dice'
import { APP } from './engine'

/** Few enough that operators meet on the same keys; odd ones are ordinary keys, too. */
const NAMES = ['banner', 'goal', 'gifts', '房', '__proto__', 'pinned', ' quiet ', 'k8', 'k9', 'k10']

/** A value nobody else ever writes; now and then as long as a value may be. */
function longText(dice: Dice, mark: string): string {
  const length = dice.weighted([
    [8, dice.whole(0, 40)],
    [1, LIMITS.valueBytes - mark.length],
    [1, Math.floor(LIMITS.totalBytes / LIMITS.keys) - mark.length],
  ])
  return mark + 'x'.repeat(Math.max(0, length))
}

/** What one operator wants of a room, from what was shown of it. `mark` is in every value that is new. */
export function draft(dice: Dice, shown: readonly Entry[], mark: string): KeyChange[] {
  const own = shown.filter(({ key }) => !key.startsWith(APP))
  const left = [...own]
  const take = () => left.splice(dice.whole(0, left.length - 1), 1)[0]
  const changes = new Map<string, KeyChange>()
  const change = (key: string, from: string | null, to: string | null) => {
    if (!changes.has(key) && from !== to) changes.set(key, { key, from, to })
  }
  const free = NAMES.filter((name) => !shown.some(({ key }) => key === name))
  const add = (value: string) => {
    const name = free.length > 0 ? dice.pick(free) : `new-${mark}`
    change(name, null, value)
  }

  const steps = {
    edit() {
      const entry = take()
      if (entry) change(entry.key, entry.value, longText(dice, `${mark}-${changes.size}`))
    },
    add: () => add(longText(dice, `${mark}-${changes.size}`)),
    remove() {
      const entry = take()
      if (entry) change(entry.key, entry.value, null)
    },
    /** Also in a room that is full: the old key has to go before the new one can come. */
    rename() {
      const entry = take()
      if (!entry) return
      change(entry.key, entry.value, null)
      add(entry.value)
    },
  }
  const few = dice.whole(1, 3)
  for (let n = 0; n < few; n++) {
    dice.weighted([
      [5, steps.edit],
      [2, steps.add],
      [2, steps.remove],
      [2, steps.rename],
    ])()
  }
  if (changes.size === 0) add(longText(dice, mark))
  return [...changes.values()]
}
