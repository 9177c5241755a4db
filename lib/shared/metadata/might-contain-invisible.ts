/** False for text that certainly hides nothing: plain ASCII without blanks at its ends. The closer look is `invisibles.ts`. */
export function mayHide(text: string): boolean {
  return /^\s|\s$|[^\x20-\x7e\n]/.test(text)
}
