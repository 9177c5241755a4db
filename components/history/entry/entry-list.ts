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
}
