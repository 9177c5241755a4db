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
 * Another key that differs from this one only in case, width, outer spaces or letters that look
 * alike; null without one.
 */
export function findSimilarKey(key: string, keys: readonly string[]): string | null {
  if (key === '') return null
  const folded = foldKey(key)
  return keys.find((other) => other !== key && foldKey(other) === folded) ?? null
}
