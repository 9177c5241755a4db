import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { renderPart } from '../../testing/render-part'
import { RowBoundary } from './row-boundary'

let isBroken = true
function Fragile() {
  if (isBroken) throw new Error('the row fails on purpose')
  return <li>the row</li>
}

it('shows the text of a row that fails to render, keeps the others and tries again', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const { user } = renderPart(
    () => (
      <ul>
        <RowBoundary index={0}>
          <Fragile />
        </RowBoundary>
        <li>another row</li>
      </ul>
    ),
    { rows: [{ key: 'banner', value: 'typed text', base: null, removed: false }] },
  )
  expect(screen.getByText(/This row couldn’t be shown/)).toBeVisible()
  expect(screen.getByText(/typed text/)).toHaveTextContent('banner typed text')
  expect(screen.getByText('another row')).toBeVisible()
  isBroken = false
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(screen.getByText('the row')).toBeVisible()
  vi.restoreAllMocks()
})
