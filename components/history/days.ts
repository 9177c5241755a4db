/** The calendar day of a moment in a zone, as `2026-03-01`. */
export function dayOf(at: string | Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(new Date(at))
  const part = (type: string) => parts.find((each) => each.type === type)?.value
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** What happened day by day, in the order given. */
export function byDay<T extends { at: string }>(list: readonly T[], timeZone: string) {
  const days: { day: string; items: T[] }[] = []
  for (const item of list) {
    const day = dayOf(item.at, timeZone)
    const last = days.at(-1)
    if (last?.day === day) last.items.push(item)
    else days.push({ day, items: [item] })
  }
  return days
}
