import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Intent, Settlement } from '../repositories/journal'

export const ada = { id: 'ada', name: 'Ada' }

/** A save of one key, by Ada, with a key of its own. */
export const intent = (more: Partial<Intent> = {}): Intent => ({
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
