import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import dynamic from 'next/dynamic'
import { NextIntlClientProvider, useTranslations } from 'next-intl'
import { beforeEach, expect, it, vi } from 'vitest'
import pageMessages from '@/lib/shared/i18n/messages/en.json'
import { loadPart, PartLoading } from './part-loading'

// The page asks whether the server has another build.
beforeEach(() => void vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network gone'))))

const Part = () => <p>the part</p>

function renderPage(load: () => Promise<typeof Part>) {
  const LazyPart = dynamic(loadPart(load), { loading: PartLoading })
  render(
    <NextIntlClientProvider locale="en" messages={pageMessages} timeZone="UTC">
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

it('renders a part with messages that its page does not have', async () => {
  renderPage(async () => () => <p>{useTranslations('palette')('hint')}</p>)
  expect(await screen.findByText('Room, page or command')).toBeVisible()
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
