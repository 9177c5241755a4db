'use client'

import { Star } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { type RecentRoom, togglePin } from '@/lib/client/browser/recents'

/** Keeps a room above the list on this device. */
export function PinButton({
  room,
  pinned,
}: {
  room: Omit<RecentRoom, 'pinned' | 'opened'>
  pinned: boolean
}) {
  const t = useTranslations('finder')
  const label = t('pin', { name: room.name || room.id })
  return (
    <Button
      look="quiet"
      size="small"
      className="relative z-10"
      aria-pressed={pinned}
      aria-label={label}
      title={label}
      onClick={() => togglePin(room)}
    >
      <Star
        aria-hidden
        className={`size-3.5 ${pinned ? 'fill-current text-accent' : 'text-muted'}`}
      />
    </Button>
  )
}
