import { expect, it } from 'vitest'
import type { DraftRow } from '@/lib/shared/changes/draft'
import { toFieldProblems } from './field-problems'

const row = (key: string, edit: Partial<DraftRow> = {}): DraftRow => ({
  key,
  value: '',
  base: null,
  removed: false,
  ...edit,
})
const failedSave = (key: string) => ({
  details: { entries: [{ key, at: 'value' as const, code: 'value.refused' as const }] },
})

it('maps a problem to the row that writes the key', () => {
  const rows = [row('a', { removed: true, base: { key: 'a', value: '' } }), row('b'), row('a')]
  expect(toFieldProblems(failedSave('a'), rows)).toEqual([
    { name: 'rows.2.value', code: 'value.refused' },
  ])
})

it('maps a problem to the row loaded from the key if no row writes it', () => {
  const rows = [row('b'), row('renamed', { base: { key: 'a', value: '' } })]
  expect(toFieldProblems(failedSave('a'), rows)).toEqual([
    { name: 'rows.1.value', code: 'value.refused' },
  ])
})

it('leaves out problems that belong to no row', () => {
  expect(toFieldProblems(failedSave('__proto__'), [row('a')])).toEqual([])
  expect(toFieldProblems({ details: {} }, [row('a')])).toEqual([])
})
