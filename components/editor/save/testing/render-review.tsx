import { screen } from '@testing-library/react'
import { renderPart } from '../../testing/render-part'
import type { SaveDialog } from '../machine/save-state'
import { ReviewDialog } from '../review/review-dialog'
import { metadata } from './save-states'

type Review = Extract<SaveDialog, { kind: 'review' }>
type Options = Parameters<typeof renderPart>[1] & { dialog?: Partial<Review>; note?: string }

/** Mounts the review of a draft. What it dispatches goes to `dispatch`. */
export function renderReview({ dialog, note = '', ...draft }: Options = {}) {
  const review: Review = {
    kind: 'review',
    initialEntries: draft.entries ?? metadata.entries,
    readAt: metadata.readAt,
    readStatus: 'done',
    isSaveQueued: false,
    acknowledged: [],
    ...dialog,
  }
  return renderPart(
    (editor, dispatch) => (
      <ReviewDialog
        editor={editor}
        roomName="Evening show"
        dialog={review}
        note={note}
        dispatch={dispatch}
      />
    ),
    draft,
  )
}

export const getButton = (name: string | RegExp) => screen.getByRole('button', { name })
export const getSaveButton = () => getButton(/^Save \d/)
export const getLines = () => screen.getAllByRole('listitem').map((line) => line.textContent)
