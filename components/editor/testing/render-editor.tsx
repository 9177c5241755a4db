import { act, render, screen, within } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { metadataQuery } from '@/lib/client/api/metadata-queries'
import { roomDetailQueries } from '@/lib/client/api/room-detail-queries'
import type { Role } from '@/lib/shared/access/roles'
import type { SaveInput } from '@/lib/shared/api/contract'
import type { KeyDescription } from '@/lib/shared/catalogue/key-description'
import type { Change } from '@/lib/shared/changes/change'
import { RoomEditor } from '../room-editor'
import { createFakeApi } from './fake-api'
import { createFakeRoom, type EntryValues } from './fake-room'
import { createTestClient, TestProviders } from './test-providers'

const roomFacts = {
  id: 'live-7',
  slug: 'live-7',
  name: 'Evening show',
  owner: 'Mia',
  category: [],
  views: 12,
  createdAt: '2026-01-02T03:00:00.000Z',
}

type Options = {
  role?: Role
  /** The newest changes of the history, which name who wrote a value. */
  history?: Change[]
  /** The key catalogue. */
  catalogue?: readonly KeyDescription[]
}

/**
 * Mounts the page of a room with these entries, in front of a server that applies every save. A
 * test makes `api` answer differently.
 */
export function renderEditor(
  entries: EntryValues,
  { role, history = [], catalogue }: Options = {},
) {
  const room = createFakeRoom(entries)
  const api = createFakeApi({
    readMetadata: room.read,
    saveMetadata: ({ body }) => ({ change: room.save(body as SaveInput) }),
    listRoomChanges: () => ({ changes: history, next: null }),
    readPins: () => ({ rooms: [] }),
  })
  const client = createTestClient(catalogue)
  client.setQueryData(roomDetailQueries.detail(roomFacts.slug).queryKey, { room: roomFacts })
  client.setQueryData(metadataQuery(roomFacts.slug).queryKey, room.read())
  const user = userEvent.setup({ delay: null })
  render(
    <TestProviders role={role} client={client}>
      <RoomEditor id={roomFacts.id} />
    </TestProviders>,
  )
  return {
    api,
    room,
    user,
    /** Others write these entries, and the page reads the room. */
    async changeByOthers(entries: EntryValues) {
      room.write(entries)
      await act(() => client.refetchQueries({ queryKey: metadataQuery(roomFacts.slug).queryKey }))
    },
  }
}

/** The row of a key, with queries for what is inside; the key is empty for a new row. */
export function getRow(key: string) {
  const element = screen.getByRole('group', {
    name: (name) => (key === '' ? name.endsWith('no key yet') : name.endsWith(`: ${key}`)),
  })
  const queries = within(element)
  return {
    ...queries,
    element,
    get key() {
      return queries.getByRole('textbox', { name: 'Key' })
    },
    get value() {
      return queries.getByRole('textbox', { name: 'Value' })
    },
  }
}

/** Opens the review and waits until the room was read for it. */
export async function openReview(user: UserEvent) {
  await user.click(screen.getByRole('button', { name: /^Review changes/ }))
  const dialog = within(await screen.findByRole('dialog', { name: /^Review changes/ }))
  await dialog.findByText(/^Checked/)
  return dialog
}

/** Replaces the text of a field in one step, as pasting does. */
export async function fill(user: UserEvent, field: HTMLElement, text: string) {
  await user.clear(field)
  await user.click(field)
  await user.paste(text)
}
