import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { useSelf } from '@/components/layout/self'
import { metadataKey, problemFrom, type Sent, sendSave } from '@/lib/client/api/metadata-queries'
import { whenIdle } from '@/lib/client/browser/idle'
import type { Metadata } from '@/lib/shared/api/contract'
import type { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'
import { applyChanges } from '@/lib/shared/changes/diff'

/** A room that was taken for so long that people were told of it: its end is told as well. */
const TOLD_MS = 1_000

/** Where the save stands. Nothing here is a guess: each step follows an answer. `asking` = the answer got lost. */
export type SaveState =
  | { at: 'idle' }
  | { at: 'sending' | 'asking'; sent: Sent }
  | { at: 'unsettled'; sent: Sent; change: Change }
  | { at: 'settled'; sent: Sent; change: Change }
  | { at: 'failed'; sent: Sent; problem: Problem }

export type SaveFlow = {
  state: SaveState
  /** The unsettled change that holds the room, ours or another's, as last told. */
  holding: Change | null
  /** What became of another's change that had held the room for a while. */
  ended: Change | null
  send: (sent: Sent) => void
  dismiss: () => void
  /** To be told the end of what held the room, and for how many ms the page had seen it before. */
  onHolderSettled: (change: Change, shownMs: number) => void
  /** To be told what the answer of a save would have been. */
  onAnswer: (sent: Sent, answer: Change | Problem) => void
}

/** Where a save is kept over a reload; without it the history tells. */
const keep = () => import('@/components/editor/save/pending-save-storage').catch(() => null)

type Listener = {
  /** A save of this window was under way when the page was loaded anew. */
  resumed: (sent: Sent) => void
  settled: (change: Change) => void
  problem: (problem: Problem) => void
  ended: (change: Change) => void
}

/**
 * Sends a save and takes it to its end, also over a reload; who waits for that end is in `outcome`, since few saves
 * make anybody wait. A settled change goes into the cache by what was read back and only then to `settled`; a refused
 * one goes to `problem` with the draft as it was.
 */
export function useSaveFlow(slug: string, pending: Change | null, on: Listener): SaveFlow {
  const client = useQueryClient()
  const place = { person: useSelf()?.id ?? '', slug }
  const [state, setState] = useState<SaveState>({ at: 'idle' })
  const [ended, setEnded] = useState<Change | null>(null)
  const refresh = () => void client.invalidateQueries({ queryKey: metadataKey(slug) })

  /** What was found at some keys. Without `readAt` the old one stays: this machine's clock may be ahead of every reply. */
  function readIn(
    read: Map<string, string | null>,
    told: Partial<Pick<Metadata, 'readAt' | 'unfinished'>>,
  ) {
    client.setQueryData<Metadata>(metadataKey(slug), (shown) => {
      if (!shown) return shown
      const found = [...read].map(([key, to]) => ({ key, from: null, to }))
      return {
        ...shown,
        entries: applyChanges(shown.entries, found),
        pending: null,
        ...told,
      }
    })
  }

  const forget = () => void keep().then((kept) => kept?.forgetSent(place))

  function settle(sent: Sent, change: Change) {
    forget()
    if (change.outcome !== 'not-applied') {
      on.settled(change)
      const found = new Map(change.results.map(({ key, found }) => [key, found]))
      const unfinished = change.outcome === 'partial' ? change : null
      if (change.readAt) readIn(found, { readAt: change.readAt, unfinished })
    }
    setState({ at: 'settled', sent, change })
    refresh()
  }

  function fail(sent: Sent, problem: Problem) {
    forget()
    const { theirs } = problem.details
    if (theirs) readIn(new Map(theirs.map(({ key, value }) => [key, value])), {})
    on.problem(problem)
    setState({ at: 'failed', sent, problem })
    refresh()
  }

  function answered(sent: Sent, change: Change) {
    if (change.settledAt === null) setState({ at: 'unsettled', sent, change })
    else settle(sent, change)
  }

  async function send(sent: Sent) {
    setState({ at: 'sending', sent })
    setEnded(null)
    const kept = await keep()
    kept?.keepSent(place, sent)
    try {
      answered(sent, (await sendSave(slug, sent)).change)
    } catch (error) {
      const problem = problemFrom(error)
      if (problem.code !== 'console.unreachable') return fail(sent, problem)
      on.problem(problem)
      setState({ at: 'asking', sent })
    }
  }

  const resume = useEffectEvent(async () => {
    const sent = (await keep())?.lastSent(place)
    if (!sent) return
    on.resumed(sent)
    // Whoever was quick has sent something else by now; then the history tells.
    setState((now) => (now.at === 'idle' ? { at: 'asking', sent } : now))
  })
  useEffect(() => whenIdle(() => void resume()), [])

  function onAnswer(sent: Sent, answer: Change | Problem) {
    if ('outcome' in answer) answered(sent, answer)
    else fail(sent, answer)
  }

  function onHolderSettled(change: Change, shownMs: number) {
    if (state.at === 'unsettled' && state.change.id === change.id) return settle(state.sent, change)
    refresh()
    if (shownMs < TOLD_MS) return
    setEnded(change)
    on.ended(change)
  }

  function dismiss() {
    if (state.at === 'asking') forget()
    setState({ at: 'idle' })
    setEnded(null)
  }

  const own = state.at === 'unsettled' ? state.change : null
  const holding = own ?? (state.at === 'sending' ? null : pending)
  return { state, holding, ended, send, dismiss, onHolderSettled, onAnswer }
}
