/** A cheap pre-check: false for plain ASCII without spaces at its ends. */
export function mightContainInvisible(text: string): boolean {
  return /^\s|\s$|[^\x20-\x7e\n]/.test(text)
}
