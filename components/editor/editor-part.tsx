'use client'

import dynamic from 'next/dynamic'
import { PartLoading } from '@/components/ui/part-loading'
import { untilLoaded } from '@/lib/client/browser/part-loads'

/** What the editor does not need until one types, in one module that loads on demand. */
export const EditorPart = dynamic(
  untilLoaded(() => import('./editor-notices').then((module) => module.EditorPart)),
  { loading: PartLoading },
)
