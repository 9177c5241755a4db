import { useRef, useState } from 'react'
import type { Writer } from './remote-writers'

/** When (ISO 8601) and by whom the value of an untouched row was changed elsewhere. */
export type RemoteUpdate = { at: string; writer: Writer }

/** Remote changes to untouched rows since the last save: updates and deletions by key. */
type RemoteMarks = {
  updates: ReadonlyMap<string, RemoteUpdate>
  deletions: ReadonlyMap<string, Writer>
}
const NO_MARKS: RemoteMarks = { updates: new Map(), deletions: new Map() }

export type RemoteKeys = { readAt: string; updated: readonly string[]; deleted: readonly string[] }
export type AddRemoteMarks = (
  keys: RemoteKeys,
  writers: Promise<ReadonlyMap<string, Writer>>,
) => Promise<void>

const UNKNOWN: Writer = { who: 'unknown', name: '' }

/**
 * The marks for changes that were not made in this window. They stay until the next save, and appear
 * once it is known who made the changes, so that none of the user's own is taken for one of others.
 */
export function useRemoteMarks() {
  const [marks, setMarks] = useState(NO_MARKS)
  const saves = useRef(0)

  const add: AddRemoteMarks = async ({ readAt, updated, deleted }, pendingWriters) => {
    const savesBefore = saves.current
    const writers = await pendingWriters
    if (saves.current !== savesBefore) return
    const writerOf = (key: string) => writers.get(key) ?? UNKNOWN
    setMarks((before) => {
      const updates = new Map(before.updates)
      const deletions = new Map(before.deletions)
      for (const key of deleted) deletions.set(key, writerOf(key))
      for (const key of updated) {
        updates.set(key, { at: readAt, writer: writerOf(key) })
        deletions.delete(key)
      }
      return { updates, deletions }
    })
  }

  function clear() {
    saves.current++
    setMarks(NO_MARKS)
  }

  return { ...marks, add, clear }
}
