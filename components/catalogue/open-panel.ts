/** What is open besides the list: a form for a new key, the one of a key, or the import. */
export type OpenPanel = { kind: 'add' | 'import' } | { kind: 'edit' | 'delete'; name: string }

/** The id of the button that gets the focus back when the panel of a key closes. */
export const editButtonId = (name: string) => `edit-${name}`
