const MAX_CHARACTERS = 60

/** Shortens a value for a hint. Cuts by code points, so that no surrogate pair is split. */
export function truncate(text: string): string {
  const characters = [...text.slice(0, MAX_CHARACTERS * 2)]
  return characters.length > MAX_CHARACTERS
    ? `${characters.slice(0, MAX_CHARACTERS).join('')}…`
    : text
}
