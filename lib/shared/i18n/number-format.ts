const formats = new Map<string, Intl.NumberFormat>()

/** The format of whole numbers in a language, created once. */
export function getNumberFormat(locale: string): Intl.NumberFormat {
  const format = formats.get(locale) ?? new Intl.NumberFormat(locale)
  formats.set(locale, format)
  return format
}
