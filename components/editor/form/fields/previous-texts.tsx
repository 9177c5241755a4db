import { Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { TextButton } from '@/components/ui/buttons/text-button'
import { mono } from '@/components/ui/rich-text-tags'
import { useEditor } from '../../editor-context'
import { truncate } from './truncate'

export type PreviousTextsProps = {
  index: number
  /** Null if unchanged. */
  previousKey: string | null
  previousValue: string | null
}

export function PreviousTexts({ index, previousKey, previousValue }: PreviousTextsProps) {
  const t = useTranslations('previous')
  const { rowActions, isReadOnly } = useEditor()
  return (
    <>
      <span className="min-w-0 truncate">
        {previousKey === null ? null : t.rich('wasKey', { key: previousKey, mono })}{' '}
        {previousValue === null
          ? null
          : previousValue === ''
            ? t('wasEmpty')
            : t.rich('was', { value: truncate(previousValue), mono })}
      </span>
      {isReadOnly ? null : (
        <TextButton onClick={() => rowActions.revert(index)}>
          <Undo2 aria-hidden className="size-3.5" />
          {t('revert')}
        </TextButton>
      )}
    </>
  )
}
