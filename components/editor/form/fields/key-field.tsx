'use client'

import { useTranslations } from 'next-intl'
import { useController, useWatch } from 'react-hook-form'
import { AfterHydration } from '@/components/ui/after-hydration'
import { codeControlClass, exactTextProps } from '@/components/ui/fields/exact-text'
import { useEarlyInput } from '@/lib/client/resilience/use-early-input'
import { findDuplicateRows, getRowStatus, isEmptyRow } from '@/lib/shared/changes/draft'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { mightContainInvisible } from '@/lib/shared/metadata/might-contain-invisible'
import { validateKey } from '@/lib/shared/metadata/text-rules'
import { useEditor } from '../../editor-context'
import { keyHintClass } from '../rows/line-layout'
import { ByteCounter } from './byte-counter'
import { toDisplayedText } from './displayed-text'
import { HiddenCharacters } from './hidden-characters'
import { LineField } from './line-field'
import { SimilarKeyHint, useSimilarKey } from './similar-key-hint'
import { useFieldError } from './use-field-error'

type Props = { index: number; wasLeft: boolean; isOpen: boolean }

/**
 * The key of a row. Errors show while typing, a missing key only after the focus left the row. A text
 * area shows a long key as a whole.
 */
export function KeyField({ index, wasLeft: isTouched, isOpen }: Props) {
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
  const similarKey = useSimilarKey(index)
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
    <LineField
      id={name}
      label={t('key')}
      className="md:col-start-1 md:row-start-1"
      hintClassName={keyHintClass}
      error={error}
      isOpen={isOpen}
      hint={
        <div inert={isFrozen} className="flex flex-wrap items-center gap-x-2">
          <span id={`${name}.bytes`}>
            {/* Beside a hint, which opens the line, it takes a place from the start. */}
            <AfterHydration
              isShownEarlier={similarKey !== null || mightContainInvisible(field.value)}
            >
              <span className="md:hidden">{t('key')}: </span>
              <ByteCounter bytes={bytes} limit={LIMITS.keyBytes} />
            </AfterHydration>
          </span>
          {similarKey === null ? null : <SimilarKeyHint other={similarKey} />}
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
          className={`${codeControlClass} field-sizing-content resize-none break-all leading-5 max-md:font-semibold`}
        />
      )}
    </LineField>
  )
}
