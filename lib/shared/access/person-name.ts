/** Most characters of a name that are kept. */
const MAX_NAME_CHARACTERS = 200

/** Breaks a line, reorders the text around it, or is half a character. */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u

/** Whether a name could change how the text around it looks. */
export const isUnsafeName = (name: string): boolean => UNSAFE.test(name)

/** Makes a name from elsewhere safe to show; may return an empty text. */
export function cleanName(name: string): string {
  const safe = name.replace(/\s/gu, ' ').replace(new RegExp(UNSAFE, 'gu'), '')
  return [...safe.replace(/ {2,}/g, ' ').trim()].slice(0, MAX_NAME_CHARACTERS).join('').trim()
}
