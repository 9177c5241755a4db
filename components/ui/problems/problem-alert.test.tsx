import { render, screen } from '@testing-library/react'
import { NextIntlClientProvider } from 'next-intl'
import { expect, it } from 'vitest'
import type { ProblemCode, ProblemParams } from '@/lib/shared/api/problem-codes'
import { catalogues } from '@/lib/shared/i18n/catalogues'
import { ProblemAlert } from './problem-alert'

function renderAlert(code: ProblemCode, params: ProblemParams) {
  const problem = { code, details: { params } }
  render(
    <NextIntlClientProvider locale="en" messages={catalogues.en} timeZone="UTC">
      <ProblemAlert problem={problem} />
    </NextIntlClientProvider>,
  )
}

it('quotes the Live service when it did not accept a request', () => {
  renderAlert('engine.rejected', { info: 'RoomId is illegal' })
  expect(screen.getByText(/didn’t accept the request/)).toBeVisible()
  expect(screen.getByText(/plan may have expired/)).toBeVisible()
  expect(screen.getByText('“RoomId is illegal”')).toBeVisible()
})

it('quotes nothing when the Live service gave no words', () => {
  renderAlert('engine.rejected', {})
  expect(screen.queryByText(/The Live service says/)).not.toBeInTheDocument()
})
