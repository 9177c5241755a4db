/** Asks the editor of this window to keep its draft at once, because it may be removed. */
export const KEEP_DRAFT_NOW = 'keepdraftnow'

/** Tells the editor of this window that its draft is not to be kept any more. */
export const PERSONAL_DATA_REMOVED = 'personaldataremoved'
