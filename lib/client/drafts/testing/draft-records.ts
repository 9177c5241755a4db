import { loaded } from '@/lib/shared/changes/testing/draft-rows'
import type { DraftRecord } from '../draft-record'

/** A draft of Ada in one window: the banner of room "show" changed from "Hello" to "mine". */
export const recordOf = (edit: Partial<DraftRecord> = {}): DraftRecord => ({
  v: 1,
  userId: 'ada',
  slug: 'show',
  windowId: 'w1',
  base: [{ key: 'banner', value: 'Hello' }],
  rows: [loaded('banner', 'Hello', { value: 'mine' })],
  note: '',
  importText: '',
  savedAt: '2026-01-01T12:00:00.000Z',
  ...edit,
})
