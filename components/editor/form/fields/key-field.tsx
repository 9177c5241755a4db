'use client'

import type { FieldError } from 'react-hook-form'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { mightContainInvisible } from '@/lib/shared/metadata/might-contain-invisible'
import { validateKey } from '@/lib/shared/metadata/text-rules'
import { useEditor } from '../../editor-context'
import { keyHintClass } from '../rows/line-layout'
import { ByteCounter } from './byte-counter'
import { HiddenCharacters } from './hidden-characters'
import { LineField } from './line-field'
import { LineTextArea } from './line-text-area'
import { SimilarKeyHint } from './similar-key-hint'
import { useFieldError } from './use-field-error'

type Props = {
  index: number
  text: string
  /** The row was changed, so that its save writes it. */
  isChecked: boolean
  isDuplicate: boolean
  /** Another key that may be taken for this one; null without one. */
  similarKey: string | null
  serverError: FieldError | undefined
  wasLeft: boolean
  isOpen: boolean
}

/**
 * The key of a row. Errors show while typing, a missing key only after the focus left the row. A text
 * area shows a long key as a whole.
 */
export function KeyField(props: Props) {
  const { index, text, isChecked, isDuplicate, similarKey, serverError, wasLeft, isOpen } = props
  const { t, rowActions, isShowingAllErrors, isReadOnly, isFrozen } = useEditor()
  const name = `rows.${index}.key`
  const bytes = utf8Bytes(text)
  const keyCode = isChecked ? validateKey(text)?.code : undefined
  const isTooEarly = keyCode === 'key.missing' && !wasLeft && !isShowingAllErrors
  const localCode =
    (isTooEarly ? undefined : keyCode) ?? (isDuplicate ? 'key.duplicate' : undefined)
  const error = useFieldError(localCode, serverError, bytes, LIMITS.keyBytes)

  return (
    <LineField
      id={name}
      label={t('key')}
      className="md:col-start-1 md:row-start-1"
      hintClassName={keyHintClass}
      error={error}
      isOpen={isOpen}
      isHintUrgent={similarKey !== null || mightContainInvisible(text)}
      hint={
        <div inert={isFrozen} className="flex flex-wrap items-center gap-x-2">
          <span id={`${name}.bytes`}>
            <span className="md:hidden">{t('key')}: </span>
            <ByteCounter bytes={bytes} limit={LIMITS.keyBytes} />
          </span>
          {similarKey === null ? null : <SimilarKeyHint other={similarKey} />}
          <HiddenCharacters
            text={text}
            onClean={isReadOnly ? undefined : (clean) => rowActions.setText(index, 'key', clean)}
          />
        </div>
      }
    >
      {(control) => (
        <LineTextArea
          control={control}
          text={text}
          onType={(typed) => rowActions.typeText(index, 'key', typed)}
          className="break-all max-md:font-semibold"
        />
      )}
    </LineField>
  )
}
