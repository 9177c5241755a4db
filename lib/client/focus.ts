/** Moves the focus to an element by id once React has drawn it; says nothing when it is not there. */
export function focusSoon(id: string): void {
  requestAnimationFrame(() => {
    const element = document.getElementById(id)
    element?.focus()
    element?.scrollIntoView({ block: 'nearest' })
  })
}
