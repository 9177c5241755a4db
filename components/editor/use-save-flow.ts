import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import {
  metadataKey,
  problemFrom,
  type Sent,
  sendSave,
  useChange,
} from '@/lib/client/metadata-queries'
import type { Change } from '@/lib/shared/change'
import type { Metadata } from '@/lib/shared/contract'
import { applyChanges } from '@/lib/shared/diff'
import type { Problem } from '@/lib/shared/problem'

/** Where the save stands. Nothing here is a guess: each step follows an answer. */
export type SaveState =
  | { at: 'idle' }
  | { at: 'sending'; sent: Sent }
  | { at: 'unsettled'; sent: Sent; change: Change }
  | { at: 'settled'; sent: Sent; change: Change }
  | { at: 'failed'; sent: Sent; problem: Problem }

export type SaveFlow = {
  state: SaveState
  /** The unsettled change that holds the room, ours or another's. */
  holder: Change | null
  send: (sent: Sent) => void
  dismiss: () => void
}

/**
 * Sends a save and follows it to its end. A settled change goes into the cache by what was read back and only then
 * to `onSettled`; a refused one goes to `onProblem` with the draft as it was.
 */
export function useSaveFlow(
  slug: string,
  pending: Change | null,
  on: { settled: (change: Change) => void; problem: (problem: Problem) => void },
): SaveFlow {
  const client = useQueryClient()
  const [state, setState] = useState<SaveState>({ at: 'idle' })
  const own = state.at === 'unsettled' ? state.change : null
  const holder = own ?? (state.at === 'sending' ? null : pending)
  const followed = useChange(holder?.id ?? null)
  // What began as pending may have turned out unknown by now.
  const told = followed && followed.id === holder?.id ? followed : holder
  // Read back and only waiting for its record: the journal knows less than the answer said.
  const newest = own?.readAt && told?.outcome === 'pending' ? own : told

  /** `readAt` null: the server told no time, and this machine's clock may be ahead of every later reply. */
  function readIn(read: Map<string, string | null>, readAt: string | null) {
    client.setQueryData<Metadata>(metadataKey(slug), (shown) => {
      if (!shown) return shown
      const found = [...read].map(([key, to]) => ({ key, from: null, to }))
      return {
        ...shown,
        entries: applyChanges(shown.entries, found),
        readAt: readAt ?? shown.readAt,
        pending: null,
      }
    })
  }

  function settle(sent: Sent, change: Change) {
    if (change.outcome !== 'not-applied') {
      on.settled(change)
      if (change.readAt)
        readIn(new Map(change.results.map(({ key, found }) => [key, found])), change.readAt)
    }
    setState({ at: 'settled', sent, change })
    void client.invalidateQueries({ queryKey: metadataKey(slug) })
  }

  async function send(sent: Sent) {
    setState({ at: 'sending', sent })
    try {
      const { change } = await sendSave(slug, sent)
      if (change.settledAt === null) setState({ at: 'unsettled', sent, change })
      else settle(sent, change)
    } catch (error) {
      const problem = problemFrom(error)
      const { theirs } = problem.details
      if (theirs) readIn(new Map(theirs.map(({ key, value }) => [key, value])), null)
      on.problem(problem)
      setState({ at: 'failed', sent, problem })
      void client.invalidateQueries({ queryKey: metadataKey(slug) })
    }
  }

  const onFollowed = useEffectEvent((change: Change) => {
    if (state.at === 'unsettled' && state.change.id === change.id) settle(state.sent, change)
    else void client.invalidateQueries({ queryKey: metadataKey(slug) })
  })
  useEffect(() => {
    if (followed?.settledAt) onFollowed(followed)
  }, [followed])

  return { state, holder: newest, send, dismiss: () => setState({ at: 'idle' }) }
}
