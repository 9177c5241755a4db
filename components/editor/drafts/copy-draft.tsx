'use client'

import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { entriesOf } from '@/lib/shared/changes/draft'
import { useEditor } from '../editor-context'

/** The draft as one JSON object, for where it cannot be saved any more. */
export function CopyDraft() {
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
  return <CopyButton wordy text={text} label={t('copyAll')} />
}
