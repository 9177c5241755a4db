'use client'

import { useTranslations } from 'next-intl'
import { useController, useWatch } from 'react-hook-form'
import { AfterHydration } from '@/components/ui/after-hydration'
import { codeControlClass, exactTextProps } from '@/components/ui/fields/exact-text'
import { useEarlyInput } from '@/lib/client/resilience/use-early-input'
import { getRowStatus } from '@/lib/shared/changes/draft'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { validateValue } from '@/lib/shared/metadata/text-rules'
import { useEditor } from '../../editor-context'
import { useKnownRow } from '../../known-keys/use-known-row'
import { DraftStatusLabel } from '../rows/draft-status-label'
import { bytesCellClass, hintsClass, lineCellClass, valueHintClass } from '../rows/line-layout'
import { ValueHint } from '../value-tools/value-hint'
import { ByteCounter } from './byte-counter'
import { toDisplayedText } from './displayed-text'
import { HiddenCharacters } from './hidden-characters'
import { LineField } from './line-field'
import { PreviousValue } from './previous-value'
import { RemoteValueHint } from './remote-value-hint'
import { useFieldError } from './use-field-error'

const MAX_LINES = 12

/**
 * The value of a row. A text area turns CR LF into LF, so a value with CR LF is only displayed with
 * LF: the form keeps its line ends until the user types.
 */
export function ValueField({ index, isOpen }: { index: number; isOpen: boolean }) {
  const t = useTranslations('editor')
  const { control, clearErrors, rowActions, isReadOnly, isFrozen } = useEditor()
  const name = `rows.${index}.value` as const
  const { field, fieldState } = useController({ control, name })
  const isChanged = useWatch({
    control,
    name: `rows.${index}`,
    compute: (row) => row && getRowStatus(row) !== 'unchanged',
  })
  const { row: known, keepText } = useKnownRow(index, field.value)
  const displayedValue = toDisplayedText(field.value)
  const bytes = utf8Bytes(field.value)
  const localCode = isChanged ? validateValue(field.value)?.code : undefined
  const error = useFieldError(localCode, fieldState.error, bytes, LIMITS.valueBytes)
  const setText = isReadOnly
    ? undefined
    : (text: string) => rowActions.setText(index, 'value', text)
  const earlyInputProps = useEarlyInput(() => document.getElementById(name), change)

  function change(text: string) {
    if (text === displayedValue) return
    field.onChange(text)
    if (fieldState.error) clearErrors(name)
  }

  return (
    <>
      <LineField
        id={name}
        label={t('value')}
        className="max-md:col-span-2 max-md:mt-1.5 md:col-start-2 md:row-start-1"
        hintClassName={valueHintClass}
        error={error}
        isOpen={isOpen}
        hint={
          <div inert={isFrozen} className={hintsClass}>
            <AfterHydration>
              <DraftStatusLabel index={index} />
              {isChanged ? <PreviousValue index={index} /> : null}
              <RemoteValueHint index={index} />
            </AfterHydration>
            <ValueHint text={displayedValue} fieldId={name} onFormat={setText} />
            <HiddenCharacters text={field.value} onClean={setText} />
            {known ? <known.parts.KeyHint {...known} /> : null}
          </div>
        }
      >
        {(controlProps) =>
          known?.description && known.showsControl ? (
            <known.parts.ValueControl
              index={index}
              description={known.description}
              value={field.value}
              controlProps={controlProps}
              onType={change}
            />
          ) : (
            <textarea
              {...controlProps}
              {...exactTextProps}
              {...earlyInputProps}
              ref={field.ref}
              name={name}
              value={displayedValue}
              placeholder={t('emptyText')}
              readOnly={isReadOnly || isFrozen}
              rows={Math.min(MAX_LINES, displayedValue.split('\n', MAX_LINES).length)}
              onFocus={keepText}
              onBlur={field.onBlur}
              onChange={({ target }) => change(target.value)}
              className={`${codeControlClass} field-sizing-content max-h-64 resize-none leading-5 placeholder:italic focus:resize-y`}
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
