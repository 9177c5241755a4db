'use client'

import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { toEntries } from '@/lib/shared/changes/draft'
import { useEditor } from '../editor-context'

/** Copies the draft as one JSON object, for rooms in which it cannot be saved any more. */
export function CopyDraftButton() {
  const t = useTranslations('outcome')
  const { control } = useEditor()
  const text = useWatch({
    control,
    name: 'rows',
    // An object would lose the key `__proto__` and reorder numeric keys.
    compute: (rows) => {
      const lines = toEntries(rows).map(
        ({ key, value }) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
      )
      return `{\n${lines.join(',\n')}\n}`
    },
  })
  return <CopyButton showsLabel text={text} label={t('copyAll')} />
}
