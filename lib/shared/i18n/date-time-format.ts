const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * A format of the given options, created once: that takes a hundred times as long as using it. On a
 * server the options must come from fixed lists, because formats are kept.
 */
export function getDateTimeFormat(
  locale: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options])
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options)
  formats.set(key, format)
  return format
}
