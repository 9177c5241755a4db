import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { metadataQuery } from '@/lib/client/api/metadata-queries'
import { type SaveRequest, sendSave } from '@/lib/client/api/save-queries'
import { runWhenIdle } from '@/lib/client/browser/idle'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import type { Metadata } from '@/lib/shared/api/contract'
import { type Problem, toProblem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { applyChanges } from '@/lib/shared/changes/diff'

/** A shorter lock shows no banner, so its end is not announced. */
const MIN_ANNOUNCED_LOCK_MS = 1_000

/**
 * The progress of one save. Each step follows a response of the server, never a guess.
 * `response-lost`: the console's response did not arrive, so the outcome is looked up.
 */
export type SaveState =
  | { status: 'idle' }
  | { status: 'sending' | 'response-lost'; save: SaveRequest }
  | { status: 'unsettled'; save: SaveRequest; change: Change }
  | { status: 'settled'; save: SaveRequest; change: Change }
  | { status: 'failed'; save: SaveRequest; problem: Problem }

export type UseSaveResult = {
  state: SaveState
  /** The unsettled change that locks the room, from this window or any other, as last reported. */
  lockingChange: Change | null
  /** The last settled change of another person that had locked the room for a while. */
  lastLockingChange: Change | null
  send: (save: SaveRequest) => void
  dismiss: () => void
  /** Takes the settled change that locked the room, and how many ms the page showed the lock. */
  handleLockSettled: (change: Change, shownMs: number) => void
  /** Takes the result of looking up a save whose response was lost. */
  handleLookupResult: (save: SaveRequest, result: Change | Problem) => void
}

/** Without this module a reload loses the pending save. The history still shows its outcome. */
const loadStorage = () => import('./pending-save-storage').catch(() => null)

type SaveListener = {
  /** A save of this window was under way when the page was reloaded. */
  onResume: (save: SaveRequest) => void
  onSettle: (change: Change) => void
  onProblem: (problem: Problem) => void
  onLockEnd: (change: Change) => void
}

/**
 * Sends a save and tracks it until it settles, also across a reload. The polling is in `outcome/`,
 * because few saves need it. A settled change updates the query cache with the values that were
 * read back; a failed save leaves the draft as it is.
 */
export function useSave(
  slug: string,
  pending: Change | null,
  listener: SaveListener,
): UseSaveResult {
  const client = useQueryClient()
  const scope = { person: useCurrentUser()?.id ?? '', slug }
  const [state, setState] = useState<SaveState>({ status: 'idle' })
  const [lastLockingChange, setLastLockingChange] = useState<Change | null>(null)
  const refresh = () => void client.invalidateQueries({ queryKey: metadataQuery(slug).queryKey })

  /**
   * Writes values that were read from the room into the cache. Without a `readAt` from the server
   * the old time stays, because this machine's clock may be ahead of the server's.
   */
  function updateCache(
    values: Map<string, string | null>,
    updates: Partial<Pick<Metadata, 'readAt' | 'unfinished'>>,
  ) {
    client.setQueryData<Metadata>(metadataQuery(slug).queryKey, (metadata) => {
      if (!metadata) return metadata
      const changes = [...values].map(([key, to]) => ({ key, from: null, to }))
      return {
        ...metadata,
        entries: applyChanges(metadata.entries, changes),
        pending: null,
        ...updates,
      }
    })
  }

  const clearPendingSave = () =>
    void loadStorage().then((storage) => storage?.removePendingSave(scope))

  function settle(save: SaveRequest, change: Change) {
    clearPendingSave()
    if (change.outcome !== 'not-applied') {
      listener.onSettle(change)
      const values = new Map(change.results.map(({ key, found }) => [key, found]))
      const unfinished = change.outcome === 'partial' ? change : null
      if (change.readAt) updateCache(values, { readAt: change.readAt, unfinished })
    }
    setState({ status: 'settled', save, change })
    refresh()
  }

  function fail(save: SaveRequest, problem: Problem) {
    clearPendingSave()
    const { theirs } = problem.details
    if (theirs) updateCache(new Map(theirs.map(({ key, value }) => [key, value])), {})
    listener.onProblem(problem)
    setState({ status: 'failed', save, problem })
    refresh()
  }

  function handleChange(save: SaveRequest, change: Change) {
    if (change.settledAt === null) setState({ status: 'unsettled', save, change })
    else settle(save, change)
  }

  async function send(save: SaveRequest) {
    setState({ status: 'sending', save })
    setLastLockingChange(null)
    const storage = await loadStorage()
    storage?.storePendingSave(scope, save)
    try {
      handleChange(save, (await sendSave(slug, save)).change)
    } catch (error) {
      const problem = toProblem(error)
      if (problem.code !== 'console.unreachable') return fail(save, problem)
      listener.onProblem(problem)
      setState({ status: 'response-lost', save })
    }
  }

  const resume = useEffectEvent(async () => {
    const save = (await loadStorage())?.readPendingSave(scope)
    if (!save) return
    listener.onResume(save)
    // If the person has already sent another save, only the history shows the outcome of this one.
    setState((current) => (current.status === 'idle' ? { status: 'response-lost', save } : current))
  })
  useEffect(() => runWhenIdle(() => void resume()), [])

  function handleLookupResult(save: SaveRequest, result: Change | Problem) {
    if ('outcome' in result) handleChange(save, result)
    else fail(save, result)
  }

  function handleLockSettled(change: Change, shownMs: number) {
    if (state.status === 'unsettled' && state.change.id === change.id)
      return settle(state.save, change)
    refresh()
    if (shownMs < MIN_ANNOUNCED_LOCK_MS) return
    setLastLockingChange(change)
    listener.onLockEnd(change)
  }

  function dismiss() {
    if (state.status === 'response-lost') clearPendingSave()
    setState({ status: 'idle' })
    setLastLockingChange(null)
  }

  const ownChange = state.status === 'unsettled' ? state.change : null
  const lockingChange = ownChange ?? (state.status === 'sending' ? null : pending)
  return {
    state,
    lockingChange,
    lastLockingChange,
    send,
    dismiss,
    handleLockSettled,
    handleLookupResult,
  }
}
