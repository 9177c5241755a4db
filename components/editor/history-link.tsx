'use client'

import type { ComponentProps } from 'react'
import { showHistoryPanel } from '@/lib/client/hooks/use-history-panel'
import { roomHistoryPath } from '@/lib/client/paths'
import { useEditor } from './editor-context'

type Props = Omit<ComponentProps<'a'>, 'href' | 'onClick'> & {
  /** Returns the focus to the link when the panel closes. */
  id: string
  /** The key whose history opens; null for all keys. */
  entryKey: string | null
}

/**
 * A link to the history, which opens it beside the form, so that a look at it never costs the draft.
 * It does not navigate within the console, so it needs nothing of `Link`.
 */
export function HistoryLink({ entryKey, children, ...props }: Props) {
  const { slug } = useEditor()
  return (
    <a
      {...props}
      href={roomHistoryPath(slug, entryKey)}
      onClick={(event) => {
        // As a link, it still opens in another tab.
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        showHistoryPanel(entryKey)
      }}
    >
      {children}
    </a>
  )
}
