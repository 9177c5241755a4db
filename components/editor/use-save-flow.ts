import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { metadataKey, problemFrom, type Sent, sendSave } from '@/lib/client/metadata-queries'
import { forgetSent, keepSent, lastSent } from '@/lib/client/sent-saves'
import type { Change } from '@/lib/shared/change'
import type { Metadata } from '@/lib/shared/contract'
import { applyChanges } from '@/lib/shared/diff'
import type { Problem } from '@/lib/shared/problem'
import { type Holder, useHolder } from './use-holder'
import { useLostAnswer } from './use-lost-answer'

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
  /** The unsettled change that holds the room, ours or another's. */
  holder: Holder | null
  /** What became of another's change that had held the room for a while. */
  ended: Change | null
  /** The lost save has not arrived, as far as the server knows. */
  unheard: boolean
  send: (sent: Sent) => void
  dismiss: () => void
}

type Listener = {
  /** A save of this window was under way when the page was loaded anew. */
  resumed: (sent: Sent) => void
  settled: (change: Change) => void
  problem: (problem: Problem) => void
  ended: (change: Change) => void
}

/**
 * Sends a save and follows it to its end, also over a reload. A settled change goes into the cache by what was read
 * back and only then to `settled`; a refused one goes to `problem` with the draft as it was.
 */
export function useSaveFlow(
  slug: string,
  { pending, readAt }: Pick<Metadata, 'pending' | 'readAt'>,
  on: Listener,
): SaveFlow {
  const client = useQueryClient()
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

  function settle(sent: Sent, change: Change) {
    forgetSent(slug)
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
    forgetSent(slug)
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
    keepSent(slug, sent)
    try {
      answered(sent, (await sendSave(slug, sent)).change)
    } catch (error) {
      const problem = problemFrom(error)
      if (problem.code !== 'console.unreachable') return fail(sent, problem)
      on.problem(problem)
      setState({ at: 'asking', sent })
    }
  }

  const resume = useEffectEvent(() => {
    const sent = lastSent(slug)
    if (!sent) return
    on.resumed(sent)
    setState({ at: 'asking', sent })
  })
  useEffect(() => resume(), [])

  const asked = state.at === 'asking' ? state.sent : null
  const unheard = useLostAnswer(slug, asked, (sent, answer) => {
    if ('outcome' in answer) answered(sent, answer)
    else fail(sent, answer)
  })

  const own = state.at === 'unsettled' ? state.change : null
  const holding = own ?? (state.at === 'sending' ? null : pending)
  const holder = useHolder(holding, own !== null, readAt, (change, shownMs) => {
    if (state.at === 'unsettled' && state.change.id === change.id) return settle(state.sent, change)
    refresh()
    if (shownMs < TOLD_MS) return
    setEnded(change)
    on.ended(change)
  })

  function dismiss() {
    if (state.at === 'asking') forgetSent(slug)
    setState({ at: 'idle' })
    setEnded(null)
  }

  return { state, holder, ended, unheard, send, dismiss }
}
