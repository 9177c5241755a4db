import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { createFakeApi } from '@/components/editor/testing/fake-api'
import {
  ada,
  createFakeRouter,
  createTestClient,
  TestProviders,
} from '@/components/editor/testing/test-providers'
import { setRoomSelection } from '@/lib/client/rooms/room-selection'
import { Problem } from '@/lib/shared/api/problem'
import type { Batch } from '@/lib/shared/batches/batch'
import { parseSlug } from '@/lib/shared/metadata/room-slug'
import type { Preset } from '@/lib/shared/presets/preset'
import { NewBatch } from './new-batch'

const READ_AT = '2026-03-01T10:00:00.000Z'
const preset: Preset = {
  id: '00000000-0000-4000-8000-000000000001',
  name: 'Evening',
  entries: [
    { key: 'theme', value: 'dark' },
    { key: 'banner', value: 'Tonight' },
  ],
  version: 1,
  uses: 3,
  updatedAt: READ_AT,
  updatedBy: { id: 'ada', name: 'Ada' },
}
const started: Batch = {
  id: 'batch-1',
  by: { id: 'ada', name: 'Ada' },
  at: READ_AT,
  note: null,
  preset: null,
  rollsBack: null,
  state: 'running',
  stopReason: null,
  waitingFor: null,
  endedAt: null,
  counts: { waiting: 1, saving: 0, unknown: 0, applied: 0, partial: 0, 'not-applied': 0 },
  rooms: [],
}

type Entries = Record<string, string>

/** The page with these rooms selected; null stands for a room that has ended. */
function openNewBatch(rooms: Record<string, Entries | null>) {
  const api = createFakeApi({
    listPresets: () => ({ presets: [preset] }),
    readMetadata: ({ url }) => {
      const entries = rooms[parseSlug(url.pathname.split('/')[3] ?? '') ?? '']
      if (!entries) throw new Problem('room.gone')
      const list = Object.entries(entries).map(([key, value]) => ({ key, value }))
      return { entries: list, readAt: READ_AT, pending: null, unfinished: null, stale: null }
    },
    createBatch: () => ({ batch: started }),
  })
  const selected = Object.keys(rooms).map((id) => ({ id, slug: id, name: '' }))
  setRoomSelection(ada.id, selected)
  const router = createFakeRouter()
  render(
    <TestProviders client={createTestClient()} router={router}>
      <NewBatch />
    </TestProviders>,
  )
  return { api, router, user: userEvent.setup({ delay: null }) }
}

const button = (name: string | RegExp) => screen.getByRole('button', { name })
const previewed = () =>
  within(screen.getByRole('list', { name: 'Preview' }))
    .getAllByRole('listitem')
    .map((item) => item.querySelector('summary')?.textContent)
    .filter(Boolean)

describe('a change to several rooms', () => {
  it('says where to select rooms when none is selected', () => {
    openNewBatch({})
    expect(screen.getByRole('link', { name: 'Select rooms in the list' })).toBeVisible()
  })

  it('previews what a preset does in each room, and saves exactly that with one confirmation', async () => {
    const full = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`k${n}`, 'v']))
    const { api, router, user } = openNewBatch({
      plain: { theme: 'light' },
      done: { theme: 'dark', banner: 'Tonight' },
      full,
      ended: null,
    })
    await user.selectOptions(await screen.findByLabelText('Start from a preset'), 'Evening')
    await user.click(button('Preview 4 rooms'))
    await screen.findByText(/^1 room changes/)
    expect(previewed()).toEqual([
      'plain Changes · 1 new, 1 change',
      'done Stays the same · 2 same',
      'full Left out: over a limit · 2 new',
      'ended Left out: can’t be read',
    ])
    await user.type(screen.getByLabelText('Note (optional)'), ' tonight ')
    await user.click(button('Save 1 room'))
    await waitFor(() => expect(router.push).toHaveBeenCalledWith('/batches/batch-1'))
    expect(api.requestsTo('createBatch').map(({ body }) => body)).toEqual([
      {
        rooms: [
          {
            room: 'plain',
            changes: [
              { key: 'theme', from: 'light', to: 'dark' },
              { key: 'banner', from: null, to: 'Tonight' },
            ],
          },
        ],
        note: 'tonight',
        preset: preset.id,
      },
    ])
  })

  it('changes typed keys only where they have the expected value', async () => {
    const { api, router, user } = openNewBatch({ one: { theme: 'light' }, two: { theme: 'red' } })
    await user.type(screen.getByLabelText('Key'), 'theme')
    await user.type(screen.getByLabelText('Value'), 'dark')
    await user.click(screen.getByLabelText('Only where the value is'))
    await user.type(screen.getByLabelText('Current value for change 1'), 'light')
    await user.click(button('Preview 2 rooms'))
    await screen.findByText(/^1 room changes · 1 room has another value/)
    await user.click(button('Save 1 room'))
    await waitFor(() => expect(router.push).toHaveBeenCalledOnce())
    expect(api.requestsTo('createBatch')[0]?.body).toEqual({
      rooms: [{ room: 'one', changes: [{ key: 'theme', from: 'light', to: 'dark' }] }],
    })
  })

  it('deletes a key', async () => {
    const { api, router, user } = openNewBatch({ one: { theme: 'light' } })
    await user.type(screen.getByLabelText('Key'), 'theme')
    await user.selectOptions(screen.getByLabelText('Action'), 'Delete')
    await user.click(button('Preview 1 room'))
    await user.click(await screen.findByRole('button', { name: 'Save 1 room' }))
    await waitFor(() => expect(router.push).toHaveBeenCalledOnce())
    expect(api.requestsTo('createBatch')[0]?.body).toEqual({
      rooms: [{ room: 'one', changes: [{ key: 'theme', from: 'light', to: null }] }],
    })
  })

  it('goes to the first row that no room could hold', async () => {
    const { api, user } = openNewBatch({ one: {} })
    await user.click(button('Preview 1 room'))
    expect(screen.getByLabelText('Key')).toHaveFocus()
    expect(screen.getByLabelText('Key')).toHaveAccessibleDescription(/has no key/)
    expect(api.requestsTo('readMetadata')).toEqual([])
  })

  it('forgets a preview when the changes are edited', async () => {
    const { user } = openNewBatch({ one: {} })
    await user.type(screen.getByLabelText('Key'), 'theme')
    await user.click(button('Preview 1 room'))
    await screen.findByRole('button', { name: 'Save 1 room' })
    await user.type(screen.getByLabelText('Value'), 'x')
    expect(screen.queryByRole('button', { name: 'Save 1 room' })).toBeNull()
  })

  it('is sent again with the same key after a lost response', async () => {
    const { api, user } = openNewBatch({ one: {} })
    await user.type(screen.getByLabelText('Key'), 'theme')
    await user.click(button('Preview 1 room'))
    api.handlers.createBatch = () => {
      throw new Problem('console.unreachable')
    }
    await user.click(await screen.findByRole('button', { name: 'Save 1 room' }))
    await screen.findByText('The batch wasn’t started')
    await user.click(button('Save 1 room'))
    await waitFor(() => expect(api.requestsTo('createBatch')).toHaveLength(2))
    const keys = api.requestsTo('createBatch').map(({ headers }) => headers.get('idempotency-key'))
    expect(new Set(keys).size).toBe(1)
  })
})
