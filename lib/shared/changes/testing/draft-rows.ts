import type { DraftRow } from '../draft'

/** A row as typed; new unless `base` is given. */
export const row = (
  key: string,
  value: string,
  base: DraftRow['base'] = null,
  removed = false,
): DraftRow => ({
  key,
  value,
  base,
  removed,
})

/** A row of the room, with edits. */
export const loaded = (key: string, value: string, edit: Partial<DraftRow> = {}): DraftRow => ({
  ...row(key, value, { key, value }),
  ...edit,
})
