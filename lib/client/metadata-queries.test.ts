import { expect, it } from 'vitest'
import { newest } from './metadata-queries'

const reply = (
  readAt: string,
  value: string,
  stale: { code: string; ref: string } | null = null,
) => ({
  entries: [{ key: 'banner', value }],
  readAt,
  pending: null,
  stale,
})
const early = reply('2026-01-01T20:00:00.000Z', 'old')
const late = reply('2026-01-01T20:00:05.000Z', 'new')

it('shows the reply that was read later, whichever comes last', () => {
  expect(newest(early, late)).toBe(late)
  expect(newest(late, early)).toBe(late)
})

it('learns from an older reply that the engine is silent, and keeps the newer entries', () => {
  const silent = { ...early, stale: { code: 'engine.unreachable', ref: 'r' } }
  expect(newest(late, silent)).toEqual({ ...late, stale: silent.stale })
})
