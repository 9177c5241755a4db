'use client'

import { Star } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { type RecentRoom, togglePin } from '@/lib/client/browser/recent-rooms'
import { useCurrentUser } from '@/lib/client/hooks/current-user'

/** Pins a room, which keeps it above the list in this browser. */
export function PinButton({
  room,
  pinned,
}: {
  room: Omit<RecentRoom, 'pinned' | 'opened'>
  pinned: boolean
}) {
  const t = useTranslations('roomSearch')
  const userId = useCurrentUser()?.id ?? ''
  const label = t('pin', { name: room.name || room.id })
  return (
    <Button
      variant="quiet"
      size="small"
      className="relative z-10"
      aria-pressed={pinned}
      aria-label={label}
      title={label}
      onClick={() => togglePin(userId, room)}
    >
      <Star
        aria-hidden
        className={`size-3.5 ${pinned ? 'fill-current text-accent' : 'text-muted'}`}
      />
    </Button>
  )
}
