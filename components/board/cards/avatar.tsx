/** The initials of a person in a circle. Screen readers get the name from the text beside it. */
export function Avatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="-ms-1 grid size-5.5 place-items-center rounded-full border-2 border-surface bg-accent-soft font-semibold text-[10px] text-accent"
    >
      {toInitials(name)}
    </span>
  )
}

function toInitials(name: string): string {
  const words = name.trim().split(/\s+/).slice(0, 2)
  return words
    .map((word) => [...word][0] ?? '')
    .join('')
    .toLocaleUpperCase('en')
}
