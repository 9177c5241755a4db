import 'server-only'

/**
 * Switches for points that the documentation leaves open. The row numbers are those of
 * docs/live-api.md#contradictions-and-gaps.
 */
export type ContractVariants = {
  /** Row 5: the limit of one value in bytes. */
  valueBytes: number
  /** Row 4: the code for a key that is too long. */
  keyTooLong: 100504 | 100002
  /** Row 10. */
  emptyValue: 'store' | 'refuse'
  /** Row 26: `Owner_Account` is a number. */
  numericOwner: boolean
}

/** The strict reading of the documentation. */
export const strictVariants: ContractVariants = {
  valueBytes: 2 * 1024,
  keyTooLong: 100504,
  emptyValue: 'store',
  numericOwner: false,
}
