'use client'

import { useTranslations } from 'next-intl'
import { TextButton } from '@/components/ui/buttons/text-button'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { isPattern } from '@/lib/shared/catalogue/match-key'
import { useEditor } from '../editor-context'
import { useRowsSelector } from '../form/rows/use-rows-selector'
import { useKnownKeys } from './known-keys-context'

const MAX_SUGGESTIONS = 6

/** Keys of the catalogue that the room does not have and that contain what is typed. */
export function KnownKeySuggestions({ index, typed }: { index: number; typed: string }) {
  const t = useTranslations('knownKeys')
  const { rowActions, isReadOnly, isFrozen } = useEditor()
  const used = useRowsSelector((rows) => rows.map(({ key }) => key))
  const names = (useKnownKeys()?.keys ?? []).map(({ name }) => name)
  const text = typed.trim().toLowerCase()
  const suggested = names
    .filter((name) => !isPattern(name) && !used.includes(name) && name.toLowerCase().includes(text))
    .sort((a, b) => Number(b.startsWith(text)) - Number(a.startsWith(text)))
    .slice(0, MAX_SUGGESTIONS)
  if (suggested.length === 0 || isReadOnly || isFrozen) return null
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-1">
      {t('suggestions')}:
      {suggested.map((name) => (
        <TextButton
          key={name}
          aria-label={t('suggest', { key: name })}
          className="font-mono"
          onClick={() => {
            rowActions.setText(index, 'key', name)
            focusWhenReady(`rows.${index}.value`, { preventScroll: true })
          }}
        >
          {name}
        </TextButton>
      ))}
    </span>
  )
}
