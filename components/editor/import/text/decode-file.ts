/** Far more than a room can hold; larger files would block the page. */
export const MAX_FILE_BYTES = 1_048_576

/** The text of a file in UTF-8 or, with a byte order mark, UTF-16. Null if it is not text. */
export function decodeFile(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}
