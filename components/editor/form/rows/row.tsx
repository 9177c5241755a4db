'use client'

import { Braces, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { FieldErrors } from 'react-hook-form'
import { AfterHydration } from '@/components/ui/after-hydration'
import { Button } from '@/components/ui/buttons/button'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { type DraftRow, getRowStatus, isEmptyRow } from '@/lib/shared/changes/draft'
import { NO_HINTS, type RowHints } from '@/lib/shared/changes/row-hints'
import { formatEntries } from '@/lib/shared/metadata/format-entries'
import { frozenProps, useEditor } from '../../editor-context'
import { KeyField } from '../fields/key-field'
import { ValueField } from '../fields/value-field'
import { LastChange } from './last-change'
import { lineGridClass, rowActionsClass } from './line-layout'
import { ReadOnlyRow } from './read-only-row'
import { RemovedRow } from './removed-row'
import { useDraftRow } from './use-draft-row'

const STATUS_BORDERS = {
  // Forced colours show a transparent border, which here would mean a change.
  unchanged: 'border-s-transparent forced-colors:border-s-[Canvas]',
  changed: 'border-s-accent',
  new: 'border-s-good',
  removed: 'border-s-bad',
} as const

type Props = {
  index: number
  isOpen: boolean
  hints?: RowHints | undefined
  /** What the server found in the fields. */
  errors?: FieldErrors<DraftRow> | undefined
}

/**
 * One key with its value: fields, text for viewers, or one line if it will be deleted. The only part
 * of a row that listens to the form: its parts get what they show.
 */
export function Row({ index, isOpen, hints = NO_HINTS, errors }: Props) {
  'use memo'
  const { t, isViewer, savedKeys } = useEditor()
  const [isTouched, setIsTouched] = useState(false)
  const row = useDraftRow(index)
  if (!row) return null
  const { key } = row
  const status = getRowStatus(row)
  const number = index + 1
  return (
    <li
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setIsTouched(true)
      }}
      className={`group/row border-line border-t border-s-3 px-3 py-(--row) first:border-t-0 md:hover:bg-hover/60 ${STATUS_BORDERS[status]} ${savedKeys.has(key) ? 'animate-saved' : ''}`}
    >
      <fieldset
        aria-label={key === '' ? t('rowWithoutKey', { number }) : t('row', { number, key })}
        className="min-w-0"
      >
        {isViewer ? (
          <ReadOnlyRow index={index} row={row} isOpen={isOpen} />
        ) : status === 'removed' ? (
          <RemovedRow index={index} row={row} hints={hints} />
        ) : (
          <div className={lineGridClass}>
            <KeyField
              index={index}
              text={key}
              isChecked={status !== 'unchanged' && !isEmptyRow(row)}
              isDuplicate={hints.isDuplicate}
              similarKey={hints.similarKey}
              serverError={errors?.key}
              wasLeft={isTouched}
              isOpen={isOpen}
            />
            <ValueField
              index={index}
              row={row}
              remote={hints.remote}
              serverError={errors?.value}
              isOpen={isOpen}
            />
            <LastChange index={index} baseKey={row.base?.key} />
            <div className={`${rowActionsClass} max-md:min-w-[calc(5rem+6px)]`}>
              <AfterHydration>
                <RowButtons index={index} entryKey={key} />
              </AfterHydration>
            </div>
          </div>
        )}
      </fieldset>
    </li>
  )
}

function RowButtons({ index, entryKey }: { index: number; entryKey: string }) {
  const editor = useEditor()
  const { t, getValues, rowActions, isReadOnly } = editor
  return (
    <>
      <CopyButton
        text={() => getValues(`rows.${index}.value`)}
        label={t('copyValue', { key: entryKey })}
      />
      <CopyButton
        icon={Braces}
        text={() => formatEntries([getValues(`rows.${index}`)])}
        label={t('copyRow', { key: entryKey })}
      />
      {isReadOnly ? null : (
        <Button
          {...frozenProps(editor)}
          variant="quiet"
          size="small"
          aria-label={t('remove', { key: entryKey })}
          title={t('remove', { key: entryKey })}
          onClick={() => rowActions.remove(index)}
        >
          <Trash2 aria-hidden className="size-4 text-muted" />
        </Button>
      )}
    </>
  )
}
