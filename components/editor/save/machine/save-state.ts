import type { SaveRequest } from '@/lib/client/api/save-queries'
import type { Metadata } from '@/lib/shared/api/contract'
import type { RoomAsOf } from '@/lib/shared/api/history-endpoints'
import type { Problem } from '@/lib/shared/api/problem'
import type { AcknowledgedWarning, Change } from '@/lib/shared/changes/change'
import type { DraftRow } from '@/lib/shared/changes/draft'
import type { RestoreAim, RestoreRefusal } from '@/lib/shared/changes/restore'
import type { Entry, KeyChange } from '@/lib/shared/metadata/entry'
import type { Preset } from '@/lib/shared/presets/preset'
import type { FieldProblem } from '../../form/field-problems'

/** What the page last read of the room, and what the person may do in it. */
export type RoomView = {
  metadata: Metadata
  /** Why the last read was refused: the room has ended, or the session has. */
  readProblem: 'room.gone' | 'auth.required' | null
  canSave: boolean
}

/**
 * The progress of the save of this window. Each step follows a response of the server, never a
 * guess. `response-lost`: the console's response did not arrive, so the outcome is looked up;
 * `isRepeat`: it did not arrive, and the save is sent again with its idempotency key.
 */
export type SaveProgress =
  | { status: 'idle' }
  | { status: 'sending'; request: SaveRequest; isRepeat?: true }
  | { status: 'response-lost'; request: SaveRequest; isUnknownToServer: boolean }
  | { status: 'unsettled'; request: SaveRequest; change: Change }
  | { status: 'settled'; request: SaveRequest; change: Change }
  | { status: 'failed'; request: SaveRequest; problem: Problem }

/**
 * The unsettled change that locks the room. `ageMs` is its age by the server's clock at `seenAt`,
 * the time (by this machine's clock, in ms) at which the page first saw it. `isConfirmed`: the change
 * was asked about at an age at which most are settled, and still was not.
 */
export type RoomLock = { change: Change; ageMs: number; seenAt: number; isConfirmed: boolean }

/** Where the import takes its text from, besides typing and pasting. */
export type ImportSource = 'room' | 'preset'

/** The change to take back, and the note about that. */
export type Undo = { change: Change; note: string }

export type SaveDialog =
  | {
      kind: 'review'
      /** The entries when the review was opened, read at `readAt` (ISO 8601). */
      initialEntries: readonly Entry[]
      readAt: string
      /** The progress of reading the room again. */
      readStatus: 'reading' | 'done' | 'failed'
      /** The save was confirmed during that read, and is sent after it. */
      isSaveQueued: boolean
      /** The warnings that the review showed when that save was confirmed. */
      acknowledged: readonly AcknowledgedWarning[]
      /** Reviews an undo instead of the draft. */
      undo?: Undo
    }
  | { kind: 'conflicts' }
  | { kind: 'overwritten'; change: Change }
  | { kind: 'import'; source?: ImportSource }

/** The change that a draft was made from, the aim, and the keys that it added to the draft. */
export type RestoreSource = { id: string; aim: RestoreAim; keys: readonly string[] }

/** The restore that the page's address requests, with the change as the server found it. */
export type RestoreRequest = { id: string; aim: RestoreAim } & (
  | { data: RoomAsOf; problem: null }
  | { data: null; problem: Pick<Problem, 'code' | 'details'> }
)

/** What the person may do with the rows. `saving`: they are frozen until the response arrives. */
export type RowAccess = 'editable' | 'saving' | 'forbidden' | 'gone'

export type ConflictCounts = ReadonlyMap<string, { theirs: string | null; count: number }>

export type SaveState = {
  room: RoomView
  access: RowAccess
  /** The last read or the save was refused because the session had ended. */
  isSignedOut: boolean
  progress: SaveProgress
  /** The change that locks the room, from this window or any other. */
  lock: RoomLock | null
  /** How often in a row others had changed each key when it was to be saved, and to what. */
  conflictCounts: ConflictCounts
  /** The last settled change of another person that had locked the room for a while. */
  endedLock: Change | null
  /** A read that is older than this change's end may still report it as unsettled. */
  lastSettledId: string | null
  /** The last save of this window, until others write its keys. */
  undoable: Change | null
  /** A change that was saved only in part and waits for a decision. */
  partial: Change | null
  dismissedPartialId: string | null
  dialog: SaveDialog | null
  /** A sentence about the draft in the save bar. The discarded draft can be brought back. */
  message: 'nothing-to-save' | 'discarded' | null
  note: string
  restoreSource: RestoreSource | null
  /** The preset that the draft was last filled from. */
  preset: Pick<Preset, 'id' | 'entries'> | null
  restoreRefusal: RestoreRefusal | null
  /** After a review found errors, every field shows its error until a review succeeds. */
  isShowingAllErrors: boolean
}

export type SaveEvent =
  // From the person.
  | { type: 'review' }
  | { type: 'confirm'; acknowledged: readonly AcknowledgedWarning[] }
  | { type: 'retry' }
  | { type: 'dismiss' }
  | { type: 'discard' }
  | { type: 'undo' }
  | { type: 'undo-save' }
  | { type: 'retry-rest' | 'roll-back' | 'dismiss-partial'; change: Change }
  | { type: 'draft-undo'; id: string; changes: readonly KeyChange[] }
  | { type: 'open-dialog'; dialog: Exclude<SaveDialog, { kind: 'review' }> }
  | { type: 'close-dialog' }
  | { type: 'set-note'; note: string }
  | { type: 'use-preset'; preset: Pick<Preset, 'id' | 'entries'> }
  | { type: 'reopen-draft'; rows: readonly DraftRow[]; note: string }
  // From the page.
  | { type: 'restore-requested' }
  | { type: 'resumed'; request: SaveRequest }
  // From the server.
  | { type: 'room-read'; room: RoomView }
  | { type: 'review-checked'; metadata: Metadata; isFresh: boolean }
  | { type: 'restore-checked'; metadata: Metadata; restore: RestoreRequest }
  | { type: 'responded'; change: Change }
  | { type: 'refused'; problem: Problem }
  | { type: 'looked-up'; result: Change | Problem }
  | { type: 'change-read'; change: Change }

/** What a transition may read besides the state: the draft, the time (ms) and a new key. */
export type SaveContext = {
  rows: readonly DraftRow[]
  now: number
  idempotencyKey: string
}

export type Announcement =
  | 'saving'
  | 'saved'
  | 'partly'
  | 'unclear'
  | 'unknown'
  | 'discarded'
  | 'nothing-to-save'
  | 'restore-ready'
  | { refusal: RestoreRefusal }
  | { problem: Problem }
  | { ended: Change }

export type SaveEffect =
  /** Keeps the request in this window's storage until its outcome is known, then sends it. */
  | { type: 'send'; request: SaveRequest }
  | { type: 'forget-request' }
  /** Reads the room from the Live service and reports it with `review-checked`. */
  | { type: 'check-review' }
  /** Does the same for a restore, and reports `restore-checked`. */
  | { type: 'check-restore' }
  /** Reads the room again in the background. */
  | { type: 'refresh' }
  /** Puts values that were read from the room into the cache; null is an absent key. */
  | {
      type: 'update-cache'
      values: ReadonlyMap<string, string | null>
      readAt?: string
      unfinished?: Change | null
    }
  /** `isUndo`: the change has nothing of the draft. */
  | { type: 'rebase-draft'; change: Change; isUndo?: true }
  | { type: 'replace-draft'; rows: readonly DraftRow[]; isUndoable: boolean }
  | { type: 'undo-draft' }
  | { type: 'show-field-problems'; problems: readonly FieldProblem[] }
  | { type: 'clear-field-problems' }
  | { type: 'focus'; id: string }
  /** Returns to the field in which the person was last, without moving the page. */
  | { type: 'return-focus' }
  | { type: 'announce'; announcement: Announcement }

export type Transition = { state: SaveState; effects: readonly SaveEffect[] }

export type SaveDispatch = (event: SaveEvent) => void

/** Whether the last save of this window has no known outcome yet, so that no other may start. */
export const isSaveUnderWay = ({ progress }: SaveState): boolean =>
  progress.status === 'sending' ||
  progress.status === 'response-lost' ||
  progress.status === 'unsettled'

export const canReview = (state: SaveState) => state.access === 'editable' && !isSaveUnderWay(state)

export const withoutFailure = (state: SaveState): SaveState =>
  state.progress.status === 'failed'
    ? { ...state, progress: { status: 'idle' }, endedLock: null }
    : state

export const to = (state: SaveState, ...effects: SaveEffect[]): Transition => ({ state, effects })
export const announce = (announcement: Announcement): SaveEffect => ({
  type: 'announce',
  announcement,
})
export const focus = (id: string): SaveEffect => ({ type: 'focus', id })
