import { render, screen } from '@testing-library/react'
import { NextIntlClientProvider } from 'next-intl'
import { describe, expect, it } from 'vitest'
import type { Change } from '@/lib/shared/changes/change'
import { catalogues } from '@/lib/shared/i18n/catalogues'
import { ChangeHeader } from './change-header'

const external: Change = {
  id: '00000000-0000-4000-8000-000000000001',
  room: 'show',
  source: 'outside',
  by: null,
  at: '2026-03-01T10:00:00.000Z',
  note: null,
  changes: [{ key: 'a', from: null, to: '1' }],
  outcome: 'applied',
  results: [{ key: 'a', result: 'applied', found: '1' }],
  settledAt: '2026-03-01T10:00:00.000Z',
  readAt: '2026-03-01T10:00:00.000Z',
  durationMs: 0,
  restores: null,
}

function renderHeader(change: Change, locale: 'en' | 'zh-CN') {
  render(
    <NextIntlClientProvider locale={locale} messages={catalogues[locale]} timeZone="UTC">
      <ChangeHeader change={change} showsRoom={false} />
    </NextIntlClientProvider>,
  )
}

describe('an external change', () => {
  it.each([
    ['en', 'The Live service names host_1, not verified'],
    ['zh-CN', '直播服务称由 host_1 更改（未经核实）'],
  ] as const)('shows the account that a webhook names as a claim (%s)', (locale, text) => {
    renderHeader({ ...external, claimedBy: ['host_1'] }, locale)
    const claim = screen.getByText(
      (_, element) => element?.textContent === text && element.children.length === 1,
    )
    expect(claim).toBeVisible()
    expect(claim.querySelector('bdi')).toHaveTextContent('host_1')
  })

  it('names no account without a claim', () => {
    renderHeader(external, 'en')
    expect(screen.queryByText(/not verified/)).not.toBeInTheDocument()
  })
})

describe('a save made with a preset', () => {
  const preset = { id: '6f1b2a34-1111-4222-8333-444455556666', name: 'Evening' }

  it('links the preset', () => {
    renderHeader({ ...external, preset }, 'en')
    const link = screen.getByRole('link', { name: 'preset Evening' })
    expect(link).toHaveAttribute('href', `/presets#preset-${preset.id}`)
  })

  it('says that the preset was deleted', () => {
    renderHeader({ ...external, preset: { ...preset, name: null } }, 'en')
    expect(screen.getByText('preset', { exact: false })).toHaveTextContent('preset (deleted)')
    expect(screen.queryByRole('link', { name: /preset/ })).toBeNull()
  })
})
