/**
 * Limits of one room as the Live API documents them, sizes in UTF-8 bytes
 * (docs/live-api.md#set_room_metadata). That 2 KB is 2,048 and 16 KB is 16,384 comes from the
 * vendor's own console. `totalBytes` counts values only; `noteCharacters` is our own limit.
 */
export const LIMITS = {
  keys: 10,
  keyBytes: 50,
  valueBytes: 2048,
  totalBytes: 16_384,
  roomIdBytes: 48,
  noteCharacters: 500,
} as const

/** A meter shows a warning from this share of its limit. */
export const WARNING_SHARE = 0.9

/**
 * The length of a note in code points, so that a simple emoji counts as one character. Spaces and line
 * ends around it do not count: the editor trims them.
 */
export const countNoteCharacters = (note: string) => [...note.trim()].length

export const isNoteTooLong = (note: string) => countNoteCharacters(note) > LIMITS.noteCharacters
