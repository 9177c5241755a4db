import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'

/** The actions of the open page that the command palette offers. Their labels are under `palette`. */
export type PageActionName = 'undo-save'

type PageActions = ReadonlyMap<PageActionName, () => void>

let actions: PageActions = new Map()
const listeners = new Set<() => void>()

function setAction(name: PageActionName, run: (() => void) | null): void {
  const next = new Map(actions)
  if (run) next.set(name, run)
  else next.delete(name)
  actions = next
  for (const listener of listeners) listener()
}

/** Offers an action while the page can do it; null takes it away. */
export function usePageAction(name: PageActionName, run: (() => void) | null): void {
  const onRun = useEffectEvent(() => run?.())
  const canRun = run !== null
  useEffect(() => {
    if (!canRun) return
    setAction(name, () => onRun())
    return () => setAction(name, null)
  }, [name, canRun])
}

export const usePageActions = (): PageActions =>
  useSyncExternalStore(subscribe, () => actions, getNone)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const none: PageActions = new Map()
const getNone = () => none
