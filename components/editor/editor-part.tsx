'use client'

import dynamic from 'next/dynamic'
import { loadPart, PartLoading } from '@/components/ui/part-loading'

/** What the editor does not need until one types, in one module that loads on demand. */
export const EditorPart = dynamic(
  loadPart(() => import('./editor-notices').then((module) => module.EditorPart)),
  { loading: PartLoading },
)
