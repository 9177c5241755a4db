import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { NextIntlClientProvider } from 'next-intl'
import { useState } from 'react'
import { expect, it } from 'vitest'
import type { HistoryQuery } from '@/lib/shared/changes/history-filters'
import { catalogues } from '@/lib/shared/i18n/catalogues'
import { FilterForm } from './filter-form'

/** The address changes when the test says so. */
function FormOfAddress() {
  const [filters, setFilters] = useState<HistoryQuery>({})
  const [next, setNext] = useState<HistoryQuery>({})
  return (
    <NextIntlClientProvider locale="en" messages={catalogues.en} timeZone="UTC">
      <FilterForm filters={filters} authors={[]} showsRoom onFilter={setNext} />
      <button type="button" onClick={() => setFilters(next)}>
        The address changes
      </button>
      <button type="button" onClick={() => setFilters({})}>
        Back
      </button>
    </NextIntlClientProvider>
  )
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))
const room = () => screen.getByRole('textbox', { name: 'Room' })
const outcome = () => screen.getByRole('combobox', { name: 'Outcome' })

it('keeps what is typed while the filters apply', async () => {
  render(<FormOfAddress />)
  await userEvent.selectOptions(outcome(), 'Not saved')
  await press('Apply filters')
  await userEvent.type(room(), 'show')
  await press('The address changes')
  expect(room()).toHaveValue('show')
  expect(outcome()).toHaveDisplayValue('Not saved')
})

it('shows the filters of the address after Back', async () => {
  render(<FormOfAddress />)
  await userEvent.selectOptions(outcome(), 'Not saved')
  await press('Apply filters')
  await press('The address changes')
  await userEvent.type(room(), 'show')
  await press('Back')
  expect(room()).toHaveValue('')
  expect(outcome()).toHaveDisplayValue('Any')
})
