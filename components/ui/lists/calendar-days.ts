/** The calendar day of a time in a time zone, as `2026-03-01`. */
export function calendarDay(at: string | Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(new Date(at))
  const part = (type: string) => parts.find((each) => each.type === type)?.value
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** Groups consecutive items of the same day and keeps their order. */
export function groupByDay<T extends { at: string }>(list: readonly T[], timeZone: string) {
  const days: { day: string; items: T[] }[] = []
  for (const item of list) {
    const day = calendarDay(item.at, timeZone)
    const last = days.at(-1)
    if (last?.day === day) last.items.push(item)
    else days.push({ day, items: [item] })
  }
  return days
}
