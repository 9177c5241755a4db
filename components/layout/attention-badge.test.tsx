import { render, screen, waitFor } from '@testing-library/react'
import { expect, it, onTestFinished } from 'vitest'
import { createTestClient, TestProviders } from '@/components/editor/testing/test-providers'
import { openChangesQuery } from '@/lib/client/api/open-changes-query'
import { useDocumentTitle } from '@/lib/client/hooks/use-document-title'
import type { Change } from '@/lib/shared/changes/change'
import { changeOf } from '@/lib/shared/changes/testing/change'
import { AttentionBadge } from './attention-badge'

function Title({ title }: { title: string }) {
  useDocumentTitle(title)
  return null
}

function renderBadge(changes: readonly Change[], title = 'Rooms') {
  const before = document.title
  onTestFinished(() => {
    document.title = before
  })
  document.title = title
  const client = createTestClient()
  const show = (shown: readonly Change[]) =>
    client.setQueryData(openChangesQuery().queryKey, { changes: [...shown] })
  show(changes)
  const page = (name: string | null) => (
    <TestProviders client={client}>
      <AttentionBadge />
      {name === null ? null : <Title title={name} />}
    </TestProviders>
  )
  const { rerender, unmount } = render(page(null))
  return { show, unmount, setTitle: (name: string) => rerender(page(name)) }
}

const partial = (id: string) => changeOf([], { id, outcome: 'partial' })

it('shows how many changes need attention, and leads to them', async () => {
  const { show } = renderBadge([partial('1'), partial('2')])
  const link = screen.getByRole('link', { name: '2 changes need attention' })
  expect(link).toHaveAttribute('href', '/history')
  expect(document.title).toBe('(2) Rooms')
  show([partial('1')])
  expect(await screen.findByRole('link', { name: '1 change needs attention' })).toBeVisible()
  await waitFor(() => expect(document.title).toBe('(1) Rooms'))
  show([])
  await waitFor(() => expect(screen.queryByRole('link')).toBeNull())
  expect(document.title).toBe('Rooms')
})

it('does not count a save that has just started', () => {
  const pending = { outcome: 'pending', settledAt: null } as const
  renderBadge([
    changeOf([], { id: '1', ...pending, at: new Date().toISOString() }),
    changeOf([], { id: '2', ...pending, at: new Date(Date.now() - 60_000).toISOString() }),
  ])
  expect(screen.getByRole('link', { name: '1 change needs attention' })).toBeVisible()
})

it.each([
  ['Show · Live Room Console', '(1) Show · Live Room Console'],
  ['• Show', '• (1) Show'],
  ['Error: Show', 'Error: (1) Show'],
  ['错误：直播间', '错误：(1) 直播间'],
])('keeps what the title “%s” starts with', async (title, shown) => {
  const { setTitle, show, unmount } = renderBadge([partial('1')])
  setTitle(title)
  await waitFor(() => expect(document.title).toBe(shown))
  show([])
  await waitFor(() => expect(document.title).toBe(title))
  unmount()
})

it('stays in the title when the page changes it later', async () => {
  renderBadge([partial('1')])
  document.title = 'History'
  await waitFor(() => expect(document.title).toBe('(1) History'))
})
