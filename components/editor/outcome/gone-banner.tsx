'use client'

import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Details } from '@/components/ui/details'
import { Notice } from '@/components/ui/notice'
import { entriesOf } from '@/lib/shared/draft'
import type { Problem } from '@/lib/shared/problem'
import { useEditor } from '../editor-context'

/** The room has ended: nothing can be saved, and nothing typed is lost. */
export function GoneBanner({
  problem,
  onLook,
}: {
  /** What the engine said, where a save found it out. */
  problem: Problem | null
  onLook: () => void
}) {
  const t = useTranslations('outcome')
  const { control } = useEditor()
  const text = useWatch({
    control,
    name: 'rows',
    // Written by hand: as keys of an object, `__proto__` and numbers would get lost or move.
    compute: (rows) => {
      const lines = entriesOf(rows).map(
        ({ key, value }) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
      )
      return `{\n${lines.join(',\n')}\n}`
    },
  })
  return (
    <Notice tone="bad" title={t('gone')}>
      <p>{t('goneText')}</p>
      <div className="flex flex-wrap gap-2 py-0.5">
        <CopyButton wordy text={text} label={t('copyAll')} />
        <Button size="small" look="quiet" onClick={onLook}>
          {t('lookAgain')}
        </Button>
      </div>
      {problem ? <Details problem={problem} /> : null}
    </Notice>
  )
}
