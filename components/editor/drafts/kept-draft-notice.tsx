'use client'

import dynamic from 'next/dynamic'
import { untilLoaded } from '@/lib/client/browser/part-loads'

/** Offers the newest draft of a room whose editor cannot be shown. Loads with a failed page. */
export const KeptDraftNotice = dynamic(
  untilLoaded(() => import('./draft-keeper').then((module) => module.KeptDraft)),
  { ssr: false },
)
