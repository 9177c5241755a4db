/** Cyrillic and Greek letters that look like a Latin one, and dashes that look like a hyphen. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ...pairs('авеікмнорстухѕјԁһ', 'abeikmhopctyxsjdh'),
  ...pairs('αβεικμνορτυχ', 'abeikmvoptux'),
  ...pairs('‐‑‒–—−', '------'),
])

function pairs(characters: string, latin: string): [string, string][] {
  return [...characters].map((character, at) => [character, latin.charAt(at)])
}

/** The same for keys that a reader may take for each other. */
function foldKey(key: string): string {
  const folded = key.normalize('NFKC').toLocaleLowerCase('en').trim()
  return [...folded].map((character) => LOOK_ALIKES.get(character) ?? character).join('')
}

/**
 * For each key, another one that differs from it only in case, width, outer spaces or letters that
 * look alike; null without one. An empty key is similar to none.
 */
export function findSimilarKeys(keys: readonly string[]): (string | null)[] {
  const foldedKeys = keys.map((key) => (key === '' ? null : foldKey(key)))
  return keys.map((key, index) => {
    const folded = foldedKeys[index]
    if (folded === null) return null
    return keys.find((other, at) => other !== key && foldedKeys[at] === folded) ?? null
  })
}

/** One of `keys` that is similar to this one, as in {@link findSimilarKeys}. */
export const findSimilarKey = (key: string, keys: readonly string[]) =>
  findSimilarKeys([key, ...keys])[0] ?? null
