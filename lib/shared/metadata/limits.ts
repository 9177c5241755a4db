/**
 * What one room may hold, as the engine documents it; text is measured in UTF-8 bytes.
 * 2 KB is 2,048 and 16 KB is 16,384: no document says so, the vendor's own console checks these (contract §1.2).
 * `totalBytes` counts values only, keys are free.
 */
export const LIMITS = {
  keys: 10,
  keyBytes: 50,
  valueBytes: 2048,
  totalBytes: 16_384,
  roomIdBytes: 48,
  noteCharacters: 500,
  /** Of a password that a person chooses, at the least. */
  passwordCharacters: 12,
} as const

/** A meter turns to warning from this share of its limit. */
export const WARN_FROM = 0.9
