'use client'

import { Star } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/buttons/button'
import { announce } from '@/lib/client/browser/announce'
import { usePins } from '@/lib/client/hooks/use-pins'
import { setPageAlert } from '@/lib/client/resilience/page-alert'
import type { PinnedRoom } from '@/lib/shared/api/board-endpoints'
import { toProblem } from '@/lib/shared/api/problem'
import { MAX_PINS } from '@/lib/shared/metadata/pins'

/** Pins a room to the on-air board of this person, or unpins it. */
export function PinButton({ room: { id, slug, name } }: { room: PinnedRoom }) {
  const t = useTranslations('roomTags')
  const problemText = useTranslations('problems')
  const { isPinned, isFull, toggle } = usePins()
  const pinned = isPinned(id)
  const isRefused = isFull && !pinned
  const label = t('pin', { name: name || id })

  async function handleClick() {
    if (isRefused) return announce(t('pinsFull', { limit: MAX_PINS }), 'assertive')
    try {
      await toggle({ id, slug, name })
    } catch (error) {
      const { code, details } = toProblem(error)
      setPageAlert({ kind: 'failed', error: problemText(code, details.params) })
    }
  }

  return (
    <Button
      variant="quiet"
      size="small"
      className="relative z-10"
      aria-pressed={pinned}
      aria-disabled={isRefused}
      aria-label={label}
      title={isRefused ? t('pinsFull', { limit: MAX_PINS }) : label}
      onClick={handleClick}
    >
      <Star
        aria-hidden
        className={`size-3.5 ${pinned ? 'fill-current text-accent' : 'text-muted'}`}
      />
    </Button>
  )
}
