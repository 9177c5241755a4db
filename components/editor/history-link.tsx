'use client'

import type { ReactNode } from 'react'
import { showHistoryPanel } from '@/lib/client/hooks/use-history-panel'
import { roomHistoryPath } from '@/lib/client/paths'
import { useEditor } from './editor-context'

type Props = {
  /** Returns the focus to the link when the panel closes. */
  id: string
  /** The key whose history opens; null for all keys. */
  entryKey: string | null
  title?: string | undefined
  'aria-label'?: string | undefined
  className: string
  children: ReactNode
}

/**
 * A link to the history, which opens it beside the form, so that a look at it never costs the draft.
 * It does not navigate within the console, so it needs nothing of `Link`.
 */
export function HistoryLink(props: Props) {
  const { id, entryKey, title, 'aria-label': label, className, children } = props
  const { slug } = useEditor()
  return (
    <a
      id={id}
      title={title}
      aria-label={label}
      className={className}
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
