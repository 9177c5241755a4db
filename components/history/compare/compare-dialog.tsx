'use client'

import { ArrowLeftRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { Dialog } from '@/components/ui/dialog'
import { Comparison } from './comparison'
import { VersionFields } from './version-fields'
import type { Version } from './version-queries'

type Props = { versions: readonly [Version, Version]; onClose: () => void }

/** Compares two versions of a room, or two rooms. */
export function CompareDialog({ versions: initial, onClose }: Props) {
  const t = useTranslations('compare')
  const [[left, right], setVersions] = useState(initial)
  const firstField = useRef<HTMLInputElement>(null)
  return (
    <Dialog title={t('title')} onClose={onClose} initialFocus={firstField}>
      <div className="min-h-0 flex-1 space-y-4 overflow-y-auto px-4 py-3">
        <div className="grid gap-3 sm:grid-cols-[1fr_auto_1fr]">
          <VersionFields
            label={t('left')}
            roomField={firstField}
            version={left}
            onChange={(version) => setVersions([version, right])}
          />
          <Button
            variant="quiet"
            className="self-center justify-self-center"
            aria-label={t('swap')}
            title={t('swap')}
            onClick={() => setVersions([right, left])}
          >
            <ArrowLeftRight aria-hidden className="size-4 max-sm:rotate-90" />
          </Button>
          <VersionFields
            label={t('right')}
            version={right}
            onChange={(version) => setVersions([left, version])}
          />
        </div>
        <Comparison left={left} right={right} />
      </div>
    </Dialog>
  )
}
