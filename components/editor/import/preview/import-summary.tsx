import { useTranslations } from 'next-intl'
import { type ImportedText, noteNames } from '../parse/imported-text'
import { type ImportPreview, previewStatuses } from './import-preview'

type Props = { imported: ImportedText; counts: ImportPreview['counts'] }

/** What the text was recognised as, how many lines of each kind it has, and what is left out. */
export function ImportSummary({ imported: { format, lines, notes }, counts }: Props) {
  const t = useTranslations('import')
  if (!format) return t('hint')
  const used = previewStatuses.filter((status) => counts[status] > 0)
  const sentences = [
    ...(format === 'request' || format === 'reply' ? [t('onlyMetadata')] : []),
    ...noteNames.flatMap((note) =>
      notes[note] > 0 ? [t(`notes.${note}`, { count: notes[note] })] : [],
    ),
    ...(counts.unusable > 0 ? [t('kept')] : []),
  ]
  return (
    <>
      <span className="text-ink">{t('recognised', { format })}</span>{' '}
      {lines.length === 0 ? t('empty') : null}
      {used.map((status) => t(`counts.${status}`, { count: counts[status] })).join(' · ')}
      {sentences.map((sentence) => (
        <span key={sentence} className="block">
          {sentence}
        </span>
      ))}
    </>
  )
}
