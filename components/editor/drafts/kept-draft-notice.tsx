'use client'

import dynamic from 'next/dynamic'
import { loadPart } from '@/components/ui/part-loading'

/** Offers the newest draft of a room whose editor cannot be shown. Loads with a failed page. */
export const KeptDraftNotice = dynamic(
  loadPart(() => import('./draft-keeper').then((module) => module.KeptDraft)),
  { ssr: false },
)
