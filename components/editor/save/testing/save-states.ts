import type { SaveRequest } from '@/lib/client/api/save-queries'
import type { Metadata } from '@/lib/shared/api/contract'
import { Problem } from '@/lib/shared/api/problem'
import type { Change, Outcome } from '@/lib/shared/changes/change'
import { changeOf } from '@/lib/shared/changes/testing/change'
import { loaded } from '@/lib/shared/changes/testing/draft-rows'
import { initialSaveState } from '../machine/save-machine'
import type { RoomView, SaveContext, SaveProgress, SaveState } from '../machine/save-state'

const AT = '2026-01-01T12:00:00.000Z'

/** A room with one entry, in which the draft of {@link context} replaces Hello by Bye. */
export const metadata: Metadata = {
  entries: [{ key: 'banner', value: 'Hello' }],
  readAt: AT,
  pending: null,
  unfinished: null,
  stale: null,
}

export const room: RoomView = { metadata, readProblem: null, canSave: true }

export const context: SaveContext = {
  rows: [loaded('banner', 'Hello', { value: 'Bye' })],
  now: Date.parse(AT),
  idempotencyKey: '00000000-0000-4000-8000-000000000002',
}

export const request: SaveRequest = {
  changes: [{ key: 'banner', from: 'Hello', to: 'Bye' }],
  note: '',
  restores: undefined,
  idempotencyKey: '00000000-0000-4000-8000-000000000001',
}

/** The change that `request` led to, or another person's with the same values. */
export function makeChange(outcome: Outcome, edit: Partial<Change> = {}): Change {
  const isSettled = outcome !== 'pending' && outcome !== 'unknown'
  const result = outcome === 'applied' ? 'applied' : 'not-applied'
  return changeOf(request.changes, {
    by: { id: 'ada', name: 'Ada' },
    at: AT,
    outcome,
    results: isSettled
      ? [{ key: 'banner', result, found: outcome === 'applied' ? 'Bye' : 'Hello' }]
      : [],
    settledAt: isSettled ? AT : null,
    readAt: isSettled ? AT : null,
    durationMs: isSettled ? 400 : null,
    ...edit,
  })
}

/** A change of two keys, of which only `banner` was saved. */
export const partialChange = makeChange('partial', {
  changes: [
    { key: 'banner', from: 'Hello', to: 'Bye' },
    { key: 'gift', from: null, to: 'rose' },
  ],
  results: [
    { key: 'banner', result: 'applied', found: 'Bye' },
    { key: 'gift', result: 'not-applied', found: null },
  ],
})

/** The state of an editor with this progress. */
export function withProgress(progress: SaveProgress, edit: Partial<SaveState> = {}): SaveState {
  const state = { ...initialSaveState(room), progress, ...edit }
  const isSaving = progress.status === 'sending'
  return isSaving ? { ...state, access: 'saving' } : state
}

/** One example of each state that the machine tells apart. */
export const states = {
  idle: withProgress({ status: 'idle' }),
  reviewing: withProgress(
    { status: 'idle' },
    {
      dialog: {
        kind: 'review',
        initialEntries: metadata.entries,
        readAt: AT,
        readStatus: 'done',
        isSaveQueued: false,
        acknowledged: [],
      },
    },
  ),
  sending: withProgress({ status: 'sending', request }),
  'response-lost': withProgress({ status: 'response-lost', request, isUnknownToServer: false }),
  unsettled: withProgress(
    { status: 'unsettled', request, change: makeChange('pending') },
    {
      lock: { change: makeChange('pending'), ageMs: 0, seenAt: Date.parse(AT), isConfirmed: false },
    },
  ),
  applied: withProgress(
    { status: 'settled', request, change: makeChange('applied') },
    {
      undoable: makeChange('applied'),
      room: { ...room, metadata: { ...metadata, entries: [{ key: 'banner', value: 'Bye' }] } },
    },
  ),
  'not-applied': withProgress({ status: 'settled', request, change: makeChange('not-applied') }),
  partial: withProgress(
    { status: 'settled', request, change: partialChange },
    {
      partial: partialChange,
      room: { ...room, metadata: { ...metadata, entries: [{ key: 'banner', value: 'Bye' }] } },
    },
  ),
  failed: withProgress({
    status: 'failed',
    request,
    problem: new Problem('engine.no-answer'),
  }),
} satisfies Record<string, SaveState>
