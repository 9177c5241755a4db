'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { TextButton } from '@/components/ui/buttons/text-button'
import { Dialog } from '@/components/ui/dialog'
import { Link } from '@/components/ui/link'
import { mono } from '@/components/ui/rich-text-tags'
import {
  closeHistoryPanel,
  showHistoryPanel,
  useHistoryPanel,
} from '@/lib/client/hooks/use-history-panel'
import { roomHistoryPath } from '@/lib/client/paths'
import { toSlug } from '@/lib/shared/metadata/room-slug'
import { PanelChanges } from './panel-changes'

/** Where the form still has room beside it; it matches the grid of the editor. */
const HAS_ROOM = '(min-width: 80rem)'

/** The history of a room or of one key: beside the form, or in a dialog where there is no room. */
export function HistoryPanel({ room }: { room: string }) {
  const [isBeside] = useState(() => matchMedia(HAS_ROOM).matches)
  const { key } = useHistoryPanel()
  // The restored draft is reviewed in the editor, whose address no longer asks for the panel.
  const [isRestoring, setRestoring] = useState(false)
  if (isRestoring) return null
  const Frame = isBeside ? PanelBeside : PanelDialog
  return (
    <Frame>
      <PanelBar room={room} />
      {/* A key starts with its own list and none of its entries open. */}
      <PanelChanges
        key={key}
        room={room}
        entryKey={key}
        actions={{ showKey: showHistoryPanel, onRestore: () => setRestoring(true) }}
      />
    </Frame>
  )
}

function PanelBeside({ children }: { children: ReactNode }) {
  const t = useTranslations('app')
  const { key } = useHistoryPanel()
  const heading = useRef<HTMLHeadingElement>(null)
  const opener = useRef<Element | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another key is opened from another row
  useEffect(() => {
    const { activeElement } = document
    if (activeElement?.id) opener.current = activeElement
    heading.current?.focus({ preventScroll: true })
  }, [key])

  function closePanel() {
    closeHistoryPanel()
    if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true })
  }

  return (
    <aside
      id="room-history"
      aria-labelledby="room-history.title"
      onKeyDown={(event) => {
        if (event.key === 'Escape') closePanel()
      }}
      className="sticky top-4 max-h-[calc(100dvh-7rem)] space-y-3 overflow-y-auto rounded-md border border-line bg-surface p-3"
    >
      <header className="flex items-start gap-2">
        <h2
          ref={heading}
          id="room-history.title"
          tabIndex={-1}
          className="min-w-0 flex-1 py-0.5 font-semibold outline-none"
        >
          <PanelTitle />
        </h2>
        <Button variant="quiet" size="small" aria-label={t('close')} onClick={closePanel}>
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      {children}
    </aside>
  )
}

function PanelDialog({ children }: { children: ReactNode }) {
  return (
    <Dialog title={<PanelTitle />} onClose={closeHistoryPanel}>
      <div className="space-y-3 overflow-y-auto px-4 py-3">{children}</div>
    </Dialog>
  )
}

function PanelTitle() {
  const t = useTranslations('historyPanel')
  const { key } = useHistoryPanel()
  return (
    <span className="break-words">{key ? t.rich('titleOfKey', { key, mono }) : t('title')}</span>
  )
}

/** Leads from one key to all of them, and to the page with filters, timeline and downloads. */
function PanelBar({ room }: { room: string }) {
  const t = useTranslations('historyPanel')
  const { key } = useHistoryPanel()
  return (
    <div className="flex flex-wrap items-center gap-x-3 text-sm">
      {key ? <TextButton onClick={() => showHistoryPanel(null)}>{t('allKeys')}</TextButton> : null}
      <Link href={roomHistoryPath(toSlug(room), key)} prefetch={false} className="ms-auto text-xs">
        {t('full')}
      </Link>
    </div>
  )
}
