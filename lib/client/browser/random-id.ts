/** A random id of 32 hexadecimal digits. `crypto.randomUUID` is missing on pages without HTTPS. */
export function randomId(): string {
  return toHex(randomBytes())
}

/** A random UUID, version 4. */
export function randomUuid(): string {
  const bytes = randomBytes()
  const hex = toHex(
    bytes.map((byte, index) =>
      index === 6 ? (byte & 15) | 64 : index === 8 ? (byte & 63) | 128 : byte,
    ),
  )
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

const randomBytes = () => crypto.getRandomValues(new Uint8Array(16))
const toHex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
