import { expect, it } from 'vitest'
import type { Metadata } from '@/lib/shared/api/contract'
import { newestMetadata } from './metadata-queries'

const createMetadata = (
  readAt: string,
  value: string,
  stale: Metadata['stale'] = null,
): Metadata => ({
  entries: [{ key: 'banner', value }],
  readAt,
  pending: null,
  unfinished: null,
  stale,
})
const early = createMetadata('2026-01-01T20:00:00.000Z', 'old')
const late = createMetadata('2026-01-01T20:00:05.000Z', 'new')

it('shows the entries that were read later, in any order of arrival', () => {
  expect(newestMetadata(early, late)).toBe(late)
  expect(newestMetadata(late, early)).toEqual(late)
})

it('keeps the newer entries when an older response says that the Live service is unreachable', () => {
  const unreachable = createMetadata(early.readAt, 'old', { code: 'engine.unreachable', ref: 'r' })
  expect(newestMetadata(late, unreachable)).toEqual({ ...late, stale: unreachable.stale })
})
