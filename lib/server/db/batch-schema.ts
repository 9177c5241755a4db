import 'server-only'
import type { BatchRoomState, BatchState, BatchStopReason } from '@/lib/shared/batches/batch'

/** `entries` is JSON; the person is who changed it last. */
export type PresetsTable = {
  id: string
  name: string
  /** Compares names without case and width. */
  folded_name: string
  entries: string
  version: number
  updated_at: number
  person_id: string
  person_name: string
}

export type BatchesTable = {
  id: string
  at: number
  person_id: string
  person_name: string
  note: string | null
  preset_id: string | null
  preset_name: string | null
  rolls_back: string | null
  state: BatchState
  stop_reason: BatchStopReason | null
  /** A problem code while no room can be saved. */
  waiting_for: string | null
  ended_at: number | null
  idempotency_key: string
  digest: string
}

/** `changes` and `problem` are JSON; `restores` is the change that a roll back undoes. */
export type BatchRoomsTable = {
  batch_id: string
  position: number
  room: string
  changes: string
  restores: string | null
  idempotency_key: string
  state: BatchRoomState
  change_id: string | null
  problem: string | null
}

export type BatchTables = {
  presets: PresetsTable
  batches: BatchesTable
  batch_rooms: BatchRoomsTable
}
