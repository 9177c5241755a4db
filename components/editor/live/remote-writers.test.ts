import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { changeQueries } from '@/lib/client/api/save-queries'
import type { Change } from '@/lib/shared/changes/change'
import { changeOf } from '@/lib/shared/changes/testing/change'
import { findWriters } from './remote-writers'

const ada = { id: 'ada', name: 'Ada' }
const bo = { id: 'bo', name: 'Bo' }
const entries = [
  { key: 'banner', value: 'Bye' },
  { key: 'goal', value: '5' },
]
const keys = ['banner', 'goal', 'gift']

/** A client that already knows the history, so that nothing is requested. */
function clientWith(history: readonly Change[]) {
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } },
  })
  client.setQueryData(changeQueries.newest('a', entries).queryKey, {
    changes: [...history],
    next: null,
  })
  return client
}

const findNames = async (history: readonly Change[], pending: Change | null = null) =>
  Object.fromEntries(
    await findWriters(clientWith(history), 'a', { entries, pending }, keys, ada.id),
  )

it('finds the user, another person and an app in the history', async () => {
  const history = [
    changeOf([{ key: 'gift', from: 'rose', to: null }], { by: null, source: 'outside' }),
    changeOf([{ key: 'goal', from: '4', to: '5' }], { by: bo }),
    changeOf([{ key: 'banner', from: 'Hello', to: 'Bye' }], { by: ada }),
  ]
  expect(await findNames(history)).toEqual({
    banner: { who: 'me', name: 'Ada' },
    goal: { who: 'other', name: 'Bo' },
    gift: { who: 'app', name: '' },
  })
})

it('knows the author of a save that still runs, and no one for a value that no change wrote', async () => {
  const pending = changeOf([{ key: 'banner', from: 'Hello', to: 'Bye' }], {
    by: ada,
    outcome: 'pending',
    results: [],
    settledAt: null,
  })
  const history = [changeOf([{ key: 'goal', from: '4', to: '7' }], { by: bo })]
  expect(await findNames(history, pending)).toEqual({
    banner: { who: 'me', name: 'Ada' },
    goal: { who: 'unknown', name: '' },
    gift: { who: 'unknown', name: '' },
  })
})
