/** Random values that the same seed repeats. */
export type SeededRandom = {
  /** In [0, 1). */
  next(): number
  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number
  chance(probability: number): boolean
  /** Throws when the list is empty. */
  pick<T>(list: readonly T[]): T
  /** Weights need not add up to one. */
  pickWeighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T
  /** An independent generator: what one part of a run draws does not shift the draws of another. */
  fork(name: string): SeededRandom
}

export function createSeededRandom(seed: string): SeededRandom {
  let state = hash(seed)
  // mulberry32: small, and random enough for a simulation.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const pick = <T>(list: readonly T[]): T => {
    const choice = list[Math.floor(next() * list.length)]
    if (choice === undefined) throw new Error('Cannot pick from an empty list')
    return choice
  }
  return {
    next,
    pick,
    integer: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (probability) => next() < probability,
    pickWeighted(choices) {
      let rest = next() * choices.reduce((sum, [weight]) => sum + weight, 0)
      const found = choices.find(([weight]) => {
        rest -= weight
        return rest < 0
      })
      return found ? found[1] : pick(choices)[1]
    },
    fork: (name) => createSeededRandom(`${seed}/${name}`),
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193)
  return value | 0
}
