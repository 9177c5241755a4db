/**
 * The columns of the heads and of every row: key, value, bytes, last change, actions. Below `md` a row
 * is stacked: key and actions, value, then bytes and last change.
 */
export const lineGridClass =
  'grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 md:grid-cols-[clamp(8rem,20%,15rem)_minmax(0,1fr)_6rem_clamp(7.5rem,13%,10rem)_5.75rem]'

/** The cells of a line, which wrap to two lines of text without making the line taller. */
export const lineCellClass =
  'flex min-h-6 min-w-0 items-center self-start break-keep text-muted text-xs leading-4 md:min-h-8'

/**
 * Secondary actions: they show on hover and on focus, and always where nothing can hover. They mount
 * after hydration, so below `md`, where the column is as wide as they are, their place is kept.
 */
export const rowActionsClass =
  'flex h-8 items-center justify-end *:px-1.5 max-md:col-start-2 row-start-1 md:col-start-5 not-group-hover/row:not-group-focus-within/row:[@media(hover:hover)]:opacity-0'

export const bytesCellClass = 'md:col-start-3 md:row-start-1 md:justify-end md:text-end'

/** Below `md` the hints end the row, because what opens above a field would move it. */
export const keyHintClass =
  'max-md:order-last max-md:col-span-2 max-md:min-h-0 md:col-start-1 md:row-start-2'

export const valueHintClass =
  'max-md:order-last max-md:col-span-2 md:col-span-4 md:col-start-2 md:row-start-2'

/** The hints about a value, in one line as long as they fit. */
export const hintsClass = 'flex min-w-0 flex-wrap items-center gap-x-2'
