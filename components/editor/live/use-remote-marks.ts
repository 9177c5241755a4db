import { useState } from 'react'

/** Remote changes to untouched rows since the last save: update times by key, and deleted keys. */
type RemoteMarks = {
  updatedAtByKey: ReadonlyMap<string, string>
  deletedKeys: readonly string[]
}
const NO_MARKS: RemoteMarks = { updatedAtByKey: new Map(), deletedKeys: [] }

export type AddRemoteMarks = (
  readAt: string,
  updatedKeys: readonly string[],
  deletedKeys: readonly string[],
) => void

/** The marks for other people's changes. They stay until the next save. */
export function useRemoteMarks() {
  const [marks, setMarks] = useState(NO_MARKS)
  const add: AddRemoteMarks = (readAt, updatedKeys, deletedKeys) =>
    setMarks((before) => ({
      updatedAtByKey: new Map([
        ...before.updatedAtByKey,
        ...updatedKeys.map((key) => [key, readAt] as const),
      ]),
      deletedKeys: [...new Set([...before.deletedKeys, ...deletedKeys])].filter(
        (key) => !updatedKeys.includes(key),
      ),
    }))
  return { ...marks, add, clear: () => setMarks(NO_MARKS) }
}
