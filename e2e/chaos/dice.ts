/** Random draws that a seed repeats. */
export type Dice = {
  /** In [0, 1). */
  next(): number
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** By weight; weights need not add up to one. */
  weighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T
  /** Dice of their own, so that what one part of a run draws does not shift what another one does. */
  fork(name: string): Dice
}

export function createDice(seed: string): Dice {
  let state = hash(seed)
  // mulberry32: small, and good enough to pick faults with.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const pick = <T>(list: readonly T[]): T => {
    const choice = list[Math.floor(next() * list.length)]
    if (choice === undefined) throw new Error('nothing to pick from')
    return choice
  }
  return {
    next,
    pick,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (probability) => next() < probability,
    weighted(choices) {
      let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0)
      const found = choices.find(([weight]) => {
        left -= weight
        return left < 0
      })
      return found ? found[1] : pick(choices)[1]
    },
    fork: (name) => createDice(`${seed}/${name}`),
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193)
  return value | 0
}
