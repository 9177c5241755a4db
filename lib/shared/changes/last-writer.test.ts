import { expect, it } from 'vitest'
import { findLastWriter } from './last-writer'

const ada = { id: 'ada', name: 'Ada' }
const change = (
  by: typeof ada | null,
  to: string | null,
  result: 'applied' | 'not-applied' | 'unclear' = 'applied',
) => ({
  by,
  changes: [{ key: 'banner', from: 'before', to }],
  results: [{ key: 'banner', result, found: to }],
})

it('names the person who wrote the current value, or null for an app', () => {
  expect(findLastWriter([change(ada, 'now')], 'banner', 'now')).toEqual({ by: ada })
  expect(findLastWriter([change(null, null)], 'banner', null)).toEqual({ by: null })
})

it('skips saves that were not applied', () => {
  const changes = [change(null, 'now', 'not-applied'), change(ada, 'now')]
  expect(findLastWriter(changes, 'banner', 'now')).toEqual({ by: ada })
})

it('returns null for an overwritten value and for another key', () => {
  expect(findLastWriter([change(null, 'later'), change(ada, 'now')], 'banner', 'now')).toBeNull()
  expect(findLastWriter([change(ada, 'now')], 'goal', 'now')).toBeNull()
})
