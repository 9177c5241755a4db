import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createFakeApi } from '@/components/editor/testing/fake-api'
import { ada, createTestClient, TestProviders } from '@/components/editor/testing/test-providers'
import { createDraftStorage } from '@/lib/client/drafts/draft-storage'
import { recordOf } from '@/lib/client/drafts/testing/draft-records'
import { addRecentRoom } from '@/lib/client/rooms/recent-rooms'
import { Problem } from '@/lib/shared/api/problem'
import { SignOut } from './sign-out'

const storage = createDraftStorage()
const draft = recordOf({ userId: ada.id, savedAt: new Date().toISOString() })
const room = { slug: 'show', id: 'show', name: 'Show' }

beforeEach(async () => {
  vi.spyOn(location, 'assign').mockImplementation(() => undefined)
  await storage.put({ ...draft, userId: 'bo' })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await storage.removeAll('bo')
})

function renderSignOut(signOut: () => { done: true } = () => ({ done: true })) {
  const api = createFakeApi({ signOut })
  render(
    <TestProviders client={createTestClient()}>
      <SignOut className="" />
    </TestProviders>,
  )
  return { api, user: userEvent.setup({ delay: null }) }
}
const button = (name: string) => screen.getByRole('button', { name })

it('signs out at once if there are no unsaved changes', async () => {
  const { user } = renderSignOut()
  await user.click(button('Sign out'))
  await waitFor(() => expect(location.assign).toHaveBeenCalledWith('/sign-in'))
})

it('asks if there are drafts, and keeps them if the person stays', async () => {
  await storage.put(draft)
  const { api, user } = renderSignOut()
  await user.click(button('Sign out'))
  expect(
    await screen.findByText('Signing out deletes your unsaved changes in 1 room.'),
  ).toBeVisible()
  await user.click(button('Stay signed in'))
  expect(api.requestsTo('signOut')).toEqual([])
  expect(await storage.list(ada.id)).toHaveLength(1)
})

it('removes what the browser keeps of this person, and of no one else', async () => {
  await storage.put(draft)
  localStorage.setItem(`save:${ada.id}:show:w1`, '{}')
  localStorage.setItem('save:bo:show:w1', '{}')
  sessionStorage.setItem(`selection:${ada.id}`, JSON.stringify([room]))
  addRecentRoom(ada.id, room)
  addRecentRoom('bo', room)
  const { user } = renderSignOut()
  await user.click(button('Sign out'))
  await user.click(await screen.findByRole('button', { name: 'Delete and sign out' }))
  await waitFor(() => expect(location.assign).toHaveBeenCalledWith('/sign-in'))
  expect(await storage.list(ada.id)).toEqual([])
  expect(await storage.list('bo')).toHaveLength(1)
  expect(Object.keys(localStorage).sort()).toEqual(['rooms:bo', 'save:bo:show:w1'])
  expect(sessionStorage.getItem(`selection:${ada.id}`)).toBeNull()
})

it('removes nothing if the server cannot be reached', async () => {
  await storage.put(draft)
  const { user } = renderSignOut(() => {
    throw new Problem('console.unreachable')
  })
  await user.click(button('Sign out'))
  await user.click(await screen.findByRole('button', { name: 'Delete and sign out' }))
  expect(await screen.findByText(/^You’re still signed in/)).toBeVisible()
  expect(await storage.list(ada.id)).toHaveLength(1)
})
