/** True when every word typed is in the text, without regard to case or width. */
export function matches(typed: string, text: string): boolean {
  const folded = fold(text)
  return fold(typed)
    .split(/\s+/)
    .every((word) => folded.includes(word))
}

const fold = (text: string) => text.normalize('NFKC').toLocaleLowerCase('en')
