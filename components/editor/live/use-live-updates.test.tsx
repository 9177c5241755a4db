import { useQuery } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { changeQueries } from '@/lib/client/api/save-queries'
import type { Change } from '@/lib/shared/changes/change'
import { changeOf } from '@/lib/shared/changes/testing/change'
import { createFakeApi } from '../testing/fake-api'
import { createTestClient, TestProviders } from '../testing/test-providers'
import { FakeEventSource } from './testing/fake-event-source'
import { useLiveUpdates } from './use-live-updates'

const entries = [{ key: 'banner', value: 'theirs' }]

/** Shows the notes of the newest changes of a room that holds these entries. */
function Notes() {
  useLiveUpdates('live-7', '2026-01-02T03:04:05.000Z')
  const { data } = useQuery(changeQueries.newest('live-7', entries))
  return <p>{data?.changes.map(({ note }) => note).join() ?? 'loading'}</p>
}

it('the newest changes are read again when the history gets the change of values already shown', async () => {
  const history: Change[] = []
  createFakeApi({ listRoomChanges: () => ({ changes: history, next: null }) })
  render(
    <TestProviders client={createTestClient()}>
      <Notes />
    </TestProviders>,
  )
  expect(await screen.findByText('', { selector: 'p' })).toBeVisible()
  history.push(changeOf([{ key: 'banner', from: 'hello', to: 'theirs' }], { note: 'New banner' }))
  act(() => FakeEventSource.all.at(-1)?.emit('changed'))
  expect(await screen.findByText('New banner')).toBeVisible()
})
