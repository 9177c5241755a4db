import 'server-only'

/** What the documents leave open, as switches; each names its row of contract §7. The defaults are the strict reading. */
export type Quirks = {
  /** #5: another limit of one value, in bytes. */
  valueBytes: number
  /** #4: the code for a key that is too long. */
  keyTooLong: 100504 | 100002
  /** #9: the same key twice in one set. */
  duplicateKey: 'last-wins' | 'refuse'
  /** #10 */
  emptyValue: 'store' | 'refuse'
  /** #12: `Keys` left out of a get. */
  keysOmitted: 'all' | 'refuse'
  /** #15: how a room without metadata answers; `rotate` goes through the three in turn. */
  emptyRoom: 'rotate' | 'list' | 'no-metadata' | 'no-response'
  /** #16 */
  order: 'shuffled' | 'inserted'
  /** #27: `Owner_Account` as a number. */
  numericOwner: boolean
  /** #29: `Count` above 20. */
  largeCount: 'clamp' | 'refuse'
  /** #32: the delete webhook names the set command in its query. */
  deleteHookSlip: boolean
  /** #36: calls per second and command; null = as documented. */
  callsPerSecond: number | null
}

export const strictQuirks: Quirks = {
  valueBytes: 2 * 1024,
  keyTooLong: 100504,
  duplicateKey: 'last-wins',
  emptyValue: 'store',
  keysOmitted: 'all',
  emptyRoom: 'rotate',
  order: 'shuffled',
  numericOwner: false,
  largeCount: 'clamp',
  deleteHookSlip: false,
  callsPerSecond: null,
}
