import { useEffect, useState } from 'react'
import { createWindowIdentity, type WindowIdentity } from '@/lib/client/drafts/window-identity'

/** The identity of this window, and the ids of the other windows that have an editor open. */
export type EditorWindow = {
  getId: WindowIdentity['getId']
  ask: WindowIdentity['ask']
  openIds: ReadonlySet<string>
}

const NO_IDS: ReadonlySet<string> = new Set()

/** Answers other windows while the editor is mounted. */
export function useWindowIdentity(): EditorWindow {
  const [identity] = useState(createWindowIdentity)
  const [openIds, setOpenIds] = useState(NO_IDS)
  useEffect(() => identity.open(setOpenIds), [identity])
  return {
    getId: identity.getId,
    async ask() {
      const ids = await identity.ask()
      setOpenIds(ids)
      return ids
    },
    openIds,
  }
}
