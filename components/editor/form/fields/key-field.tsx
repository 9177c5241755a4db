'use client'

import { useTranslations } from 'next-intl'
import { useController, useWatch } from 'react-hook-form'
import { codeControlClass, exactTextProps, Field } from '@/components/ui/fields/field'
import { useEarlyInput } from '@/lib/client/hooks/use-early-input'
import { findDuplicateRows, getRowStatus, isEmptyRow } from '@/lib/shared/changes/draft'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { validateKey } from '@/lib/shared/metadata/text-rules'
import { useEditor } from '../../editor-context'
import { ByteCounter } from './byte-counter'
import { toDisplayedText } from './displayed-text'
import { HiddenCharacters } from './hidden-characters'
import { SimilarKeyHint } from './similar-key-hint'
import { useFieldError } from './use-field-error'

/**
 * The key of a row. Errors show while typing, a missing key only after the focus left the row. A text
 * area shows a long key as a whole.
 */
export function KeyField({ index, wasLeft: isTouched }: { index: number; wasLeft: boolean }) {
  const t = useTranslations('editor')
  const { control, clearErrors, rowActions, isShowingAllErrors, isReadOnly, isFrozen } = useEditor()
  const name = `rows.${index}.key` as const
  const { field, fieldState } = useController({ control, name })
  const isChecked = useWatch({
    control,
    name: `rows.${index}`,
    compute: (row) => row && !isEmptyRow(row) && getRowStatus(row) !== 'unchanged',
  })
  const isDuplicate = useWatch({
    control,
    name: 'rows',
    compute: (rows) => findDuplicateRows(rows).includes(index),
  })
  const bytes = utf8Bytes(field.value)
  const keyCode = isChecked ? validateKey(field.value)?.code : undefined
  const isTooEarly = keyCode === 'key.missing' && !isTouched && !isShowingAllErrors
  const localCode =
    (isTooEarly ? undefined : keyCode) ?? (isDuplicate ? 'key.duplicate' : undefined)
  const error = useFieldError(localCode, fieldState.error, bytes, LIMITS.keyBytes)
  const displayedKey = toDisplayedText(field.value)
  const earlyInputProps = useEarlyInput(() => document.getElementById(name), change)

  function change(text: string) {
    if (text === displayedKey) return
    field.onChange(text)
    if (fieldState.error) clearErrors(name)
  }

  return (
    <Field
      id={name}
      label={t('key')}
      className="max-sm:[&>:first-child]:pe-18 sm:col-start-1 sm:row-start-1"
      error={error}
      hint={
        <div inert={isFrozen} className="flex flex-wrap items-center gap-x-2">
          <ByteCounter bytes={bytes} limit={LIMITS.keyBytes} />
          <SimilarKeyHint index={index} />
          <HiddenCharacters
            text={field.value}
            onClean={isReadOnly ? undefined : (clean) => rowActions.setText(index, 'key', clean)}
          />
        </div>
      }
    >
      {(controlProps) => (
        <textarea
          {...controlProps}
          {...exactTextProps}
          {...earlyInputProps}
          ref={field.ref}
          name={name}
          value={displayedKey}
          readOnly={isReadOnly || isFrozen}
          rows={1}
          onBlur={field.onBlur}
          onChange={({ target }) => change(target.value)}
          className={`${codeControlClass} field-sizing-content resize-none break-all leading-5`}
        />
      )}
    </Field>
  )
}
