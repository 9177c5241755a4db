'use client'

import dynamic from 'next/dynamic'

/** Dialogs come when first needed: together they weigh more than the whole editor. */
export const ReviewDialog = dynamic(
  () => import('./review/review-dialog').then((module) => module.ReviewDialog),
  { ssr: false },
)
export const ConflictDialog = dynamic(
  () => import('./conflict/conflict-dialog').then((module) => module.ConflictDialog),
  { ssr: false },
)
export const PasteMany = dynamic(() => import('./paste-many').then((module) => module.PasteMany), {
  ssr: false,
})
