'use client'

import { LoaderCircle, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { TextButton } from '@/components/ui/buttons/text-button'
import { iso } from '@/components/ui/rich-text-tags'
import type { Change } from '@/lib/shared/changes/change'
import { useChangeAuthor } from '../../use-change-author'
import { lineIconClass, StatusLine } from './status-line'

type Props = {
  /** The change that locked the room when this save was refused, if known. */
  change: Pick<Change, 'by'> | undefined
  isRoomFree: boolean
  onRetry: () => void
  onDismiss: () => void
}

/** Another change locked the room. Offers to save once the room is free. */
export function RoomBusyLine({ change, isRoomFree, onRetry, onDismiss }: Props) {
  const t = useTranslations()
  const author = useChangeAuthor(change ?? { by: null })
  const Icon = isRoomFree ? TriangleAlert : LoaderCircle
  return (
    <StatusLine
      tone="warn"
      icon={<Icon aria-hidden className={`${lineIconClass} ${isRoomFree ? '' : 'animate-spin'}`} />}
      actions={
        <>
          {isRoomFree ? <TextButton onClick={onRetry}>{t('live.saveNow')}</TextButton> : null}
          <TextButton onClick={onDismiss}>{t('outcome.dismiss')}</TextButton>
        </>
      }
    >
      {t.rich(isRoomFree ? 'live.roomUnlocked' : 'live.roomLocked', { ...author, iso })}
    </StatusLine>
  )
}
