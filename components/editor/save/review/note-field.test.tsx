import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderReview } from '../testing/render-review'

describe('the note', () => {
  const noteField = () => screen.getByRole('textbox', { name: 'Note (optional), shown in History' })

  it('is kept outside the dialog', async () => {
    const { dispatch, user } = renderReview({ note: 'typo' })
    expect(noteField()).toHaveValue('typo')
    expect(noteField()).toHaveAccessibleDescription('4 of 500 characters')
    await user.type(noteField(), 's')
    expect(dispatch).toHaveBeenCalledExactlyOnceWith({ type: 'set-note', note: 'typos' })
  })

  it('counts an emoji as one character', () => {
    renderReview({ note: '🎉'.repeat(500) })
    expect(noteField()).toBeValid()
    expect(noteField()).toHaveAccessibleDescription('500 of 500 characters')
  })

  it('that is too long is an error and is not cut', () => {
    renderReview({ note: 'n'.repeat(501) })
    expect(noteField()).toBeInvalid()
    expect(noteField()).toHaveValue('n'.repeat(501))
    expect(noteField()).toHaveAccessibleDescription(
      'The note is too long. Shorten it to 500 characters. 501 of 500 characters',
    )
  })
})
