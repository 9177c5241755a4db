import { useTranslations } from 'next-intl'

/** Marks a room in which this person has unsaved changes in this browser. */
export function DraftTag() {
  const t = useTranslations('roomTags')
  return (
    <span
      title={t('draftHint')}
      className="shrink-0 rounded-sm border border-accent px-1 text-accent text-xs"
    >
      {t('draft')}
    </span>
  )
}
