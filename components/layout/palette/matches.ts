/** True when the text contains every typed word. Ignores case and character width. */
export function matchesWords(typed: string, text: string): boolean {
  const folded = foldCase(text)
  return foldCase(typed)
    .split(/\s+/)
    .every((word) => folded.includes(word))
}

const foldCase = (text: string) => text.normalize('NFKC').toLocaleLowerCase('en')
