'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { type ChangeLine, changeLines } from '@/lib/shared/changes/change-lines'
import type { KeyChange } from '@/lib/shared/metadata/entry'

const mono = (chunk: ReactNode) => <bdi className="break-all font-mono">{chunk}</bdi>

/** Which keys a change touches, each with what was done to it. */
export function KeyWords({ changes }: { changes: readonly KeyChange[] }) {
  const t = useTranslations('history')
  return (
    <ul aria-label={t('keys')} className="flex flex-wrap gap-x-3 gap-y-0.5 text-sm">
      {changeLines(changes).map((line) => (
        <li key={line.key}>
          <KeyWord line={line} />
        </li>
      ))}
    </ul>
  )
}

function KeyWord({ line: { verb, key, oldKey } }: { line: ChangeLine }) {
  const t = useTranslations('review')
  return (
    <>
      <span className="text-muted">{t(`verbs.${verb}`)}</span>{' '}
      {oldKey === null ? mono(key) : t.rich('renamed', { from: oldKey, to: key, mono })}
    </>
  )
}
