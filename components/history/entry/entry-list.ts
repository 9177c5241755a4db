/** What links of an entry do in the panel beside the editor, which stays open under it. */
export type PanelActions = {
  /** Shows the history of a key in the panel, instead of on its own page. */
  showKey: (key: string) => void
  /** Runs when a restore starts to load into the editor. */
  onRestore: () => void
}

/** Options for all entries of a page. `openIds` are the ids of the expanded entries. */
export type EntryListProps = {
  openIds: ReadonlySet<string>
  onToggle: (id: string) => void
  canRestore: boolean
  showsRoom: boolean
  /** The names of rooms, by id. */
  roomNames?: ReadonlyMap<string, string>
  /** Puts several changes of one key in a row behind one line. */
  groupsKeys?: boolean
  panel?: PanelActions
}
