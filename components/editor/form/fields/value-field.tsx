'use client'

import type { FieldError } from 'react-hook-form'
import { type DraftRow, getRowStatus } from '@/lib/shared/changes/draft'
import type { RowHints } from '@/lib/shared/changes/row-hints'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { mightContainInvisible } from '@/lib/shared/metadata/might-contain-invisible'
import { validateValue } from '@/lib/shared/metadata/text-rules'
import { useEditor } from '../../editor-context'
import { useKnownRow } from '../../known-keys/use-known-row'
import { DraftStatusLabel } from '../rows/draft-status-label'
import { bytesCellClass, hintsClass, lineCellClass, valueHintClass } from '../rows/line-layout'
import { hasValueTools, ValueHint } from '../value-tools/value-hint'
import { ByteCounter } from './byte-counter'
import { toDisplayedText } from './displayed-text'
import { HiddenCharacters } from './hidden-characters'
import { LineField } from './line-field'
import { LineTextArea } from './line-text-area'
import { PreviousValue } from './previous-value'
import { RemoteValueHint } from './remote-value-hint'
import { useFieldError } from './use-field-error'

const MAX_LINES = 12

type Props = {
  index: number
  row: DraftRow
  remote: RowHints['remote']
  serverError: FieldError | undefined
  isOpen: boolean
}

/** The value of a row, with what there is to say about the row. */
export function ValueField({ index, row, remote, serverError, isOpen }: Props) {
  const { t, rowActions, isReadOnly, isFrozen } = useEditor()
  const name = `rows.${index}.value`
  const displayedText = toDisplayedText(row.value)
  const status = getRowStatus(row)
  const { row: known, keepText } = useKnownRow(index, row)
  const bytes = utf8Bytes(row.value)
  const localCode = status === 'unchanged' ? undefined : validateValue(row.value)?.code
  const error = useFieldError(localCode, serverError, bytes, LIMITS.valueBytes)
  const setText = isReadOnly
    ? undefined
    : (text: string) => rowActions.setText(index, 'value', text)
  const typeText = (text: string) => rowActions.typeText(index, 'value', text)

  return (
    <>
      <LineField
        id={name}
        label={t('value')}
        className="max-md:col-span-2 max-md:mt-1.5 md:col-start-2 md:row-start-1"
        hintClassName={valueHintClass}
        error={error}
        isOpen={isOpen}
        isHintUrgent={hasValueTools(displayedText) || mightContainInvisible(row.value)}
        hint={
          <div inert={isFrozen} className={hintsClass}>
            <DraftStatusLabel status={status} hasConflict={remote?.isEdited ?? false} />
            {row.base && status === 'changed' ? (
              <PreviousValue index={index} row={row} base={row.base} />
            ) : null}
            <RemoteValueHint index={index} remote={remote} />
            <ValueHint text={displayedText} fieldId={name} onFormat={setText} />
            <HiddenCharacters text={row.value} onClean={setText} />
            {known ? <known.parts.KeyHint {...known} /> : null}
          </div>
        }
      >
        {(control) =>
          known?.description && known.showsControl ? (
            <known.parts.ValueControl
              index={index}
              description={known.description}
              value={row.value}
              controlProps={control}
              onType={typeText}
            />
          ) : (
            <LineTextArea
              control={control}
              text={row.value}
              onType={typeText}
              onFocus={keepText}
              placeholder={t('emptyText')}
              rows={Math.min(MAX_LINES, displayedText.split('\n', MAX_LINES).length)}
              className="max-h-64 placeholder:italic focus:resize-y"
            />
          )
        }
      </LineField>
      <div id={`${name}.bytes`} className={`${lineCellClass} ${bytesCellClass}`}>
        <ByteCounter bytes={bytes} limit={LIMITS.valueBytes} isShort />
      </div>
    </>
  )
}
