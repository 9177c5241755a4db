import { expect, it } from 'vitest'
import type { Metadata } from '@/lib/shared/api/contract'
import { newest } from './metadata-queries'

const reply = (readAt: string, value: string, stale: Metadata['stale'] = null): Metadata => ({
  entries: [{ key: 'banner', value }],
  readAt,
  pending: null,
  unfinished: null,
  stale,
})
const early = reply('2026-01-01T20:00:00.000Z', 'old')
const late = reply('2026-01-01T20:00:05.000Z', 'new')

it('shows the reply that was read later, whichever comes last', () => {
  expect(newest(early, late)).toBe(late)
  expect(newest(late, early)).toEqual(late)
})

it('learns from an older reply that the engine is silent, and keeps the newer entries', () => {
  const silent = reply(early.readAt, 'old', { code: 'engine.unreachable', ref: 'r' })
  expect(newest(late, silent)).toEqual({ ...late, stale: silent.stale })
})
