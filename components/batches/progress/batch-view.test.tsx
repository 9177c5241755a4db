import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { createFakeApi } from '@/components/editor/testing/fake-api'
import {
  createFakeRouter,
  createTestClient,
  TestProviders,
} from '@/components/editor/testing/test-providers'
import type { Batch, BatchRoom, BatchRoomState } from '@/lib/shared/batches/batch'
import { batchQuery } from '../batch-queries'
import { BatchView } from './batch-view'

const room = (id: string, state: BatchRoomState, more: Partial<BatchRoom> = {}): BatchRoom => ({
  room: id,
  name: `Room ${id}`,
  state,
  keys: ['theme'],
  changeId: null,
  problem: null,
  ...more,
})

function toBatch(rooms: BatchRoom[], more: Partial<Batch> = {}): Batch {
  const counts = { waiting: 0, saving: 0, unknown: 0, applied: 0, partial: 0, 'not-applied': 0 }
  for (const { state } of rooms) counts[state]++
  return {
    id: 'batch-1',
    by: { id: 'ada', name: 'Ada' },
    at: '2026-03-01T10:00:00.000Z',
    note: null,
    preset: null,
    rollsBack: null,
    state: 'done',
    stopReason: null,
    waitingFor: null,
    endedAt: null,
    counts,
    rooms,
    ...more,
  }
}

function openBatch(batch: Batch) {
  const api = createFakeApi({
    readBatch: () => ({ batch }),
    stopBatch: () => ({ batch: { ...batch, state: 'stopped', stopReason: 'stopped' } }),
    retryBatch: () => ({ batch: { ...batch, state: 'running' } }),
    rollBackBatch: () => ({ batch: { ...batch, id: 'batch-2', rollsBack: batch.id } }),
  })
  const client = createTestClient()
  client.setQueryData(batchQuery(batch.id).queryKey, { batch })
  const router = createFakeRouter()
  render(
    <TestProviders client={client} router={router}>
      <BatchView id={batch.id} serverProblem={null} />
    </TestProviders>,
  )
  return { api, router, user: userEvent.setup({ delay: null }) }
}

const buttons = () => screen.queryAllByRole('button').map(({ textContent }) => textContent)
const outcomes = () =>
  within(screen.getByRole('list', { name: 'Rooms and outcomes' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)

describe('the page of a batch', () => {
  it('shows the outcome of each room with its reason and its change', () => {
    openBatch(
      toBatch([
        room('a', 'applied', { changeId: 'change-a' }),
        room('b', 'not-applied', { problem: { code: 'room.gone' } }),
        room('c', 'unknown', { changeId: 'change-c' }),
      ]),
    )
    expect(outcomes()).toEqual([
      'Room a aSaved and confirmed Change Room a',
      expect.stringMatching(/^Room b bNot saved.*ended/),
      'Room c cChecking whether the change was saved Change Room c',
    ])
    expect(screen.getByRole('progressbar', { name: 'Progress' })).toHaveAttribute('value', '2')
  })

  it('can only be stopped while it runs', async () => {
    const { api, user } = openBatch(
      toBatch([room('a', 'saving'), room('b', 'waiting')], { state: 'running' }),
    )
    expect(buttons()).toEqual(['Stop after the current rooms'])
    await user.click(screen.getByRole('button', { name: 'Stop after the current rooms' }))
    expect(await screen.findByText(/^The batch was stopped/)).toBeVisible()
    expect(api.requestsTo('stopBatch')).toHaveLength(1)
    expect(outcomes()[1]).toContain('Not tried')
  })

  it('retries what was not saved, only for the person who started it', async () => {
    const { api, user } = openBatch(toBatch([room('a', 'applied'), room('b', 'not-applied')]))
    await user.click(screen.getByRole('button', { name: 'Retry 1 room' }))
    expect(await screen.findByText('Running')).toBeVisible()
    expect(api.requestsTo('retryBatch')).toHaveLength(1)
  })

  it('names the person who can retry to everyone else', () => {
    openBatch(toBatch([room('a', 'not-applied')], { by: { id: 'bo', name: 'Bo' } }))
    expect(screen.getByText(/^Only Bo can retry/)).toBeVisible()
    expect(buttons()).toEqual([])
  })

  it('is rolled back after one question, once', async () => {
    const { api, router, user } = openBatch(toBatch([room('a', 'applied')]))
    await user.click(screen.getByRole('button', { name: 'Roll back…' }))
    const confirm = screen.getByRole('button', { name: 'Roll back' })
    await user.click(confirm)
    await user.click(confirm)
    await waitFor(() => expect(router.push).toHaveBeenCalledWith('/batches/batch-2'))
    const keys = api
      .requestsTo('rollBackBatch')
      .map(({ headers }) => headers.get('idempotency-key'))
    expect(new Set(keys).size).toBe(1)
  })

  it('says why it waits and why it stopped', () => {
    openBatch(
      toBatch([room('a', 'waiting')], { state: 'running', waitingFor: 'engine.unreachable' }),
    )
    expect(screen.getByText(/^No room can be saved right now/)).toBeVisible()
  })

  it('offers no roll back while an outcome is open', () => {
    openBatch(toBatch([room('a', 'applied'), room('b', 'unknown')], { state: 'stopped' }))
    expect(buttons()).toEqual([])
  })
})
