import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { metadataQuery, refreshMetadata } from '@/lib/client/api/metadata-queries'
import { type SaveRequest, sendSave, useChange, useSaveLookup } from '@/lib/client/api/save-queries'
import { announce } from '@/lib/client/browser/announce'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { randomUuid } from '@/lib/client/browser/random-id'
import { readWindowId } from '@/lib/client/drafts/window-id'
import { useCurrentUser } from '@/lib/client/hooks/current-user'
import { usePageAction } from '@/lib/client/hooks/use-page-actions'
import type { Metadata } from '@/lib/shared/api/contract'
import { toProblem } from '@/lib/shared/api/problem'
import { applyChanges } from '@/lib/shared/changes/diff'
import type { Draft } from '@/lib/shared/changes/draft'
import { rebaseAfterSave, rebaseOntoOwnChange } from '@/lib/shared/changes/rebase'
import type { RowActions } from '../form/rows/use-row-actions'
import { initialSaveState, transition } from './machine/save-machine'
import type {
  Announcement,
  RestoreRequest,
  RoomView,
  SaveDispatch,
  SaveEffect,
  SaveState,
} from './machine/save-state'
import { removePendingSave, storePendingSave } from './pending-save-storage'
import { selectUndoable } from './undo/undo'
import { useAnnouncementText } from './use-announcement-text'

type SaveDeps = {
  slug: string
  form: UseFormReturn<Draft>
  rowActions: RowActions
  room: RoomView
  /** The restore that the page's address requests. */
  restore: RestoreRequest | null
  /** Moves the focus to the field that had it last. */
  returnFocus: () => void
  /** Runs after a save settled. Clears the marks for other people's changes. */
  onSaved: () => void
}

/** Runs the save machine: feeds it what the page and the server report, and performs its effects. */
export function useSave(deps: SaveDeps): { state: SaveState; dispatch: SaveDispatch } {
  const { slug, form, rowActions, room, restore, returnFocus, onSaved } = deps
  const client = useQueryClient()
  const toText = useAnnouncementText()
  const person = useCurrentUser()?.id ?? ''
  const toScope = () => ({ person, slug, windowId: readWindowId() })
  const { queryKey } = metadataQuery(slug)
  const [state, setState] = useState(() => initialSaveState(room))
  // Responses arrive between renders, so each event starts from the latest state, not a rendered one.
  const latest = useRef(state)
  const isOpen = useRef(true)
  useEffect(() => {
    isOpen.current = true
    return () => {
      isOpen.current = false
    }
  }, [])

  const dispatch: SaveDispatch = (event) => {
    const context = {
      rows: form.getValues('rows'),
      now: Date.now(),
      idempotencyKey: randomUuid(),
    }
    const { state: next, effects } = transition(latest.current, event, context)
    latest.current = next
    // The cache tells its readers in a microtask. It has to come first: otherwise a page shows for a
    // moment that the save is done beside what the room had before it.
    for (const effect of effects) if (effect.type === 'update-cache') run(effect)
    setState(next)
    for (const effect of effects) if (effect.type !== 'update-cache') run(effect)
  }

  function run(effect: SaveEffect): void {
    switch (effect.type) {
      case 'send':
        send(effect.request)
        break
      case 'forget-request':
        removePendingSave(toScope())
        break
      case 'check-review':
        void readRoom().then((read) => dispatch({ type: 'review-checked', ...read }))
        break
      case 'check-restore':
        void readRoom().then(({ metadata }) => {
          if (restore) dispatch({ type: 'restore-checked', metadata, restore })
        })
        break
      case 'refresh':
        void client.invalidateQueries({ queryKey })
        break
      case 'update-cache':
        updateCache(effect)
        break
      case 'rebase-draft': {
        const rebase = effect.isUndo ? rebaseOntoOwnChange : rebaseAfterSave
        const { rows, added } = rebase(form.getValues('rows'), effect.change)
        rowActions.updateRows(rows, added)
        onSaved()
        break
      }
      case 'replace-draft':
        rowActions.replaceDraft(effect.rows, effect.isUndoable)
        break
      case 'undo-draft':
        rowActions.undo()
        break
      case 'show-field-problems':
        for (const { name, code } of effect.problems)
          form.setError(name, { type: 'server', message: code })
        break
      case 'clear-field-problems':
        form.clearErrors()
        break
      case 'focus':
        focusWhenReady(effect.id)
        break
      case 'return-focus':
        returnFocus()
        break
      case 'announce':
        void toText(effect.announcement).then((text) =>
          announce(text, politenessOf(effect.announcement)),
        )
        break
    }
  }

  /** Stores the request first, so that a page that is opened later can look it up. */
  function send(request: SaveRequest): void {
    storePendingSave(toScope(), request)
    sendSave(slug, request).then(
      ({ change }) => {
        // The editor was left: the next one finds the request and shows its outcome.
        if (isOpen.current) dispatch({ type: 'responded', change })
      },
      (error: unknown) => {
        const problem = toProblem(error)
        if (isOpen.current || !problem.details.change) dispatch({ type: 'refused', problem })
      },
    )
  }

  /** Reads the room from the Live service; after a failed read, returns what the page knows. */
  async function readRoom(): Promise<{ metadata: Metadata; isFresh: boolean }> {
    const isFresh = await refreshMetadata(client, slug)
    return { metadata: client.getQueryData(queryKey) ?? room.metadata, isFresh }
  }

  /**
   * Without a `readAt` from the server the old time stays, because this machine's clock may be
   * ahead of the server's.
   */
  function updateCache({ type: _, values, ...updates }: SaveEffect & { type: 'update-cache' }) {
    const changes = [...values].map(([key, to]) => ({ key, from: null, to }))
    client.setQueryData(
      queryKey,
      (metadata) =>
        metadata && {
          ...metadata,
          entries: applyChanges(metadata.entries, changes),
          lastChanges: metadata.lastChanges?.filter(({ key }) => !values.has(key)),
          pending: null,
          ...updates,
        },
    )
  }

  const onRoomRead = useEffectEvent(() => dispatch({ type: 'room-read', room }))
  const { metadata, readProblem, canSave } = room
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them is news of the room
  useEffect(() => onRoomRead(), [metadata, readProblem, canSave])

  // The result is a review or an ordinary draft, so the address no longer requests it.
  const onRestoreRequest = useEffectEvent(() => {
    if (!restore) return
    history.replaceState(null, '', location.pathname)
    if (restore.data) dispatch({ type: 'restore-requested' })
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the history of the room may request more
  useEffect(() => onRestoreRequest(), [restore])

  usePageAction('undo-save', selectUndoable(state) && (() => dispatch({ type: 'undo-save' })))
  usePolling(slug, state, dispatch)
  return { state, dispatch }
}

const politenessOf = (announcement: Announcement) =>
  typeof announcement === 'object' && 'problem' in announcement ? 'assertive' : 'polite'

/** Polls a change that locks the room, and looks up a save whose response was lost. */
function usePolling(slug: string, { lock, progress }: SaveState, dispatch: SaveDispatch): void {
  const isOwn = progress.status === 'unsettled'
  const author = isOwn ? 'own' : lock?.isConfirmed ? 'others' : 'unconfirmed'
  const { change, answeredAt } = useChange(lock?.change.id ?? null, author)
  const onChangeRead = useEffectEvent(() => {
    if (change) dispatch({ type: 'change-read', change })
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once per response
  useEffect(() => onChangeRead(), [change, answeredAt])

  const lookup = useSaveLookup(slug, progress.status === 'response-lost' ? progress.request : null)
  const result = lookup.data?.change ?? lookup.error
  const onLookup = useEffectEvent(() => {
    if (result) dispatch({ type: 'looked-up', result })
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once per response
  useEffect(() => onLookup(), [result])
}
