'use client'

import { useTranslations } from 'next-intl'
import { monoBreakAll } from '@/components/ui/rich-text-tags'
import { type ChangeLine, toChangeLines } from '@/lib/shared/changes/change-lines'
import type { KeyChange } from '@/lib/shared/metadata/entry'

/** The keys of a change, each with what the change does to it. */
export function ChangedKeys({ changes }: { changes: readonly KeyChange[] }) {
  'use memo'
  const t = useTranslations('history')
  return (
    <ul aria-label={t('keys')} className="flex flex-wrap gap-x-3 gap-y-0.5 text-sm">
      {toChangeLines(changes).map((line) => (
        <li key={line.key}>
          <ChangedKey line={line} />
        </li>
      ))}
    </ul>
  )
}

function ChangedKey({ line: { action, key, oldKey } }: { line: ChangeLine }) {
  const t = useTranslations('review')
  return (
    <>
      <span className="text-muted">{t(`actions.${action}`)}</span>{' '}
      {oldKey === null
        ? monoBreakAll(key)
        : t.rich('renamed', { from: oldKey, to: key, mono: monoBreakAll })}
    </>
  )
}
