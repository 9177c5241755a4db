/** Focuses the main element of a page that has appeared, unless a dialog is open over the page. */
export function focusPage(element: HTMLElement | null): void {
  if (!document.querySelector('[role$="dialog"]')) element?.focus({ preventScroll: true })
}
