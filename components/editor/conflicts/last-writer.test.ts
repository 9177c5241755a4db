import { expect, it } from 'vitest'
import { saverOf } from './last-writer'

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

it('names who wrote what stands there, and an app as nobody', () => {
  expect(saverOf([change(ada, 'now')], 'banner', 'now')).toEqual({ by: ada })
  expect(saverOf([change(null, null)], 'banner', null)).toEqual({ by: null })
})

it('looks past saves that did not get in', () => {
  const changes = [change(null, 'now', 'not-applied'), change(ada, 'now')]
  expect(saverOf(changes, 'banner', 'now')).toEqual({ by: ada })
})

it('blames nobody for what somebody else has written over, or for another key', () => {
  expect(saverOf([change(null, 'later'), change(ada, 'now')], 'banner', 'now')).toBeNull()
  expect(saverOf([change(ada, 'now')], 'goal', 'now')).toBeNull()
})
