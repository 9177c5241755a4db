import { expect, it } from 'vitest'
import type { DraftRow } from '@/lib/shared/changes/draft'
import { placeProblem } from './form-problems'

const row = (key: string, edit: Partial<DraftRow> = {}): DraftRow => ({
  key,
  value: '',
  was: null,
  removed: false,
  ...edit,
})
const about = (key: string) => ({
  details: { entries: [{ key, at: 'value' as const, code: 'value.refused' as const }] },
})

it('leads to the row that writes the key, whatever stands above it', () => {
  const rows = [row('a', { removed: true, was: { key: 'a', value: '' } }), row('b'), row('a')]
  expect(placeProblem(about('a'), rows)).toEqual([{ name: 'rows.2.value', code: 'value.refused' }])
})

it('leads to the row loaded from the key when none writes it', () => {
  const rows = [row('b'), row('renamed', { was: { key: 'a', value: '' } })]
  expect(placeProblem(about('a'), rows)).toEqual([{ name: 'rows.1.value', code: 'value.refused' }])
})

it('leaves to the form what no row is about', () => {
  expect(placeProblem(about('__proto__'), [row('a')])).toEqual([])
  expect(placeProblem({ details: {} }, [row('a')])).toEqual([])
})
