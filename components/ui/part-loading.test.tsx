import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import dynamic from 'next/dynamic'
import { NextIntlClientProvider } from 'next-intl'
import { expect, it, vi } from 'vitest'
import { untilLoaded } from '@/lib/client/browser/part-loads'
import messages from '@/lib/shared/i18n/messages/en.json'
import { PartLoading } from './part-loading'

const Part = () => <p>the part</p>

function renderPage(load: () => Promise<typeof Part>) {
  const LazyPart = dynamic(untilLoaded(load), { loading: PartLoading })
  render(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <input aria-label="Draft" defaultValue="unsaved" />
      <LazyPart />
    </NextIntlClientProvider>,
  )
}

it('shows nothing in place of a part that is loading', async () => {
  renderPage(async () => Part)
  expect(screen.queryByRole('alert')).toBeNull()
  expect(await screen.findByText('the part')).toBeVisible()
})

it('keeps the page when a part cannot load, and loads it again on request', async () => {
  const load = vi.fn<() => Promise<typeof Part>>().mockRejectedValue(new Error('network gone'))
  renderPage(load)
  expect(await screen.findByRole('alert')).toHaveTextContent('couldn’t be loaded')
  expect(screen.getByLabelText('Draft')).toHaveValue('unsaved')

  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('couldn’t be loaded')

  load.mockResolvedValue(Part)
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('the part')).toBeVisible()
  expect(screen.queryByRole('alert')).toBeNull()
  expect(load).toHaveBeenCalledTimes(3)
})
