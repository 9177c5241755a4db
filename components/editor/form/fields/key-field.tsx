'use client'

import { useTranslations } from 'next-intl'
import { useController, useWatch } from 'react-hook-form'
import { controlClass, Field } from '@/components/ui/fields/field'
import { duplicateRows, isBlank, statusOf } from '@/lib/shared/changes/draft'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { keyProblem } from '@/lib/shared/metadata/text-rules'
import { useEditor } from '../../editor-context'
import { Counter } from './counter'
import { HiddenText } from './hidden-text'
import { LookAlike } from './look-alike'
import { useFieldError } from './use-field-error'

/** The key of a row. Facts about it show while it is typed; that it is missing, only once the row was left. */
export function KeyField({ index, left }: { index: number; left: boolean }) {
  const t = useTranslations('editor')
  const { control, clearErrors, rows, demanding, readOnly } = useEditor()
  const name = `rows.${index}.key` as const
  const { field, fieldState } = useController({ control, name })
  const judged = useWatch({
    control,
    name: `rows.${index}`,
    compute: (row) => row && !isBlank(row) && statusOf(row) !== 'unchanged',
  })
  const twice = useWatch({
    control,
    name: 'rows',
    compute: (all) => duplicateRows(all).includes(index),
  })
  const bytes = utf8Bytes(field.value)
  const found = judged ? keyProblem(field.value)?.code : undefined
  const demand = found === 'key.missing' && !left && !demanding
  const fact = (demand ? undefined : found) ?? (twice ? 'key.duplicate' : undefined)
  const error = useFieldError(fact, fieldState.error, bytes, LIMITS.keyBytes)
  return (
    <Field
      id={name}
      label={t('key')}
      className="max-sm:[&>:first-child]:pe-18 sm:col-start-1 sm:row-start-1"
      error={error}
      hint={
        <div className="flex flex-wrap items-center gap-x-2">
          <Counter bytes={bytes} limit={LIMITS.keyBytes} />
          <LookAlike index={index} />
          <HiddenText
            text={field.value}
            onClean={readOnly ? undefined : (clean) => rows.setText(index, 'key', clean)}
          />
        </div>
      }
    >
      {(wiring) => (
        <input
          {...wiring}
          ref={field.ref}
          name={name}
          value={field.value}
          readOnly={readOnly}
          dir="auto"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onBlur={field.onBlur}
          onChange={(event) => {
            field.onChange(event.target.value)
            if (fieldState.error) clearErrors(name)
          }}
          className={controlClass}
        />
      )}
    </Field>
  )
}
