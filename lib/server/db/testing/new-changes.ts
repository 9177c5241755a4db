import 'server-only'
import { randomUUID } from 'node:crypto'
import type { NewChange, Settlement } from '../repositories/journal/journal-types'

export const ada = { id: 'ada', name: 'Ada' }

/** A change of one key by Ada, with a new Idempotency-Key. */
export const newChange = (more: Partial<NewChange> = {}): NewChange => ({
  room: `room-${randomUUID()}`,
  by: ada,
  note: null,
  changes: [{ key: 'title', from: 'old', to: 'new' }],
  restores: null,
  idempotencyKey: randomUUID(),
  ...more,
})

export const applied: Settlement = {
  outcome: 'applied',
  results: [{ key: 'title', result: 'applied', found: 'new' }],
  readAt: '2026-01-02T03:04:05.678Z',
  after: [{ key: 'title', value: 'new' }],
}
