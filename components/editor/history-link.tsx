'use client'

import type { ComponentProps } from 'react'
import { Link } from '@/components/ui/link'
import { useHistoryPanel } from '@/lib/client/hooks/use-history-panel'
import { roomHistoryPath } from '@/lib/client/paths'
import { useEditor } from './editor-context'

type Props = Omit<ComponentProps<typeof Link>, 'href' | 'onClick'> & {
  /** Returns the focus to the link when the panel closes. */
  id: string
  /** The key whose history opens; null for all keys. */
  entryKey: string | null
}

/** A link to the history, which opens it beside the form, so that a look at it never costs the draft. */
export function HistoryLink({ entryKey, ...props }: Props) {
  const { slug } = useEditor()
  const { show } = useHistoryPanel()
  return (
    <Link
      {...props}
      href={roomHistoryPath(slug, entryKey)}
      prefetch={false}
      onClick={(event) => {
        // As a link, it still opens in another tab.
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        show(entryKey)
      }}
    />
  )
}
