'use client'

import { useTranslations } from 'next-intl'
import { useController, useWatch } from 'react-hook-form'
import { controlClass, Field } from '@/components/ui/fields/field'
import { lazily } from '@/components/ui/lazily'
import { statusOf } from '@/lib/shared/changes/draft'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { valueProblem } from '@/lib/shared/metadata/text-rules'
import { useEditor } from '../../editor-context'
import { RowState } from '../rows/row-state'
import { Counter } from './counter'
import { HiddenText } from './hidden-text'
import { useFieldError } from './use-field-error'

// What few rows need comes with the first one that does.
const JsonHint = lazily(() => import('./json-hint').then((module) => module.JsonHint))
const WasValue = lazily(() => import('./was-value').then((module) => module.WasValue))

const MOST_LINES = 12
const asShown = (value: string) => value.replace(/\r\n?/g, '\n')

/**
 * The value of a row, as many lines as it has. A text area turns CR LF into LF by itself: what arrived with CR LF is
 * only shown so, and keeps its line ends in the form until somebody types.
 */
export function ValueField({ index }: { index: number }) {
  const t = useTranslations('editor')
  const { control, clearErrors, rows, readOnly } = useEditor()
  const name = `rows.${index}.value` as const
  const { field, fieldState } = useController({ control, name })
  const judged = useWatch({
    control,
    name: `rows.${index}`,
    compute: (row) => row && statusOf(row) !== 'unchanged',
  })
  const shown = asShown(field.value)
  const bytes = utf8Bytes(field.value)
  const fact = judged ? valueProblem(field.value)?.code : undefined
  const error = useFieldError(fact, fieldState.error, bytes, LIMITS.valueBytes)
  const setText = readOnly ? undefined : (text: string) => rows.setText(index, 'value', text)
  return (
    <Field
      id={name}
      label={t('value')}
      className="sm:col-start-2 sm:row-start-1"
      error={error}
      aside={<RowState index={index} />}
      hint={
        <div className="flex min-w-0 flex-wrap items-center gap-x-2">
          <Counter bytes={bytes} limit={LIMITS.valueBytes} />
          {field.value === '' ? <span className="italic">{t('emptyText')}</span> : null}
          {/^\s*[[{]/.test(shown) ? <JsonHint text={shown} onFormat={setText} /> : null}
          {judged ? <WasValue index={index} /> : null}
          <HiddenText text={field.value} onClean={setText} />
        </div>
      }
    >
      {(wiring) => (
        <textarea
          {...wiring}
          ref={field.ref}
          name={name}
          value={shown}
          readOnly={readOnly}
          dir="auto"
          rows={Math.min(MOST_LINES, shown.split('\n', MOST_LINES).length)}
          spellCheck={false}
          onBlur={field.onBlur}
          onChange={({ target }) => {
            if (target.value === shown) return
            field.onChange(target.value)
            if (fieldState.error) clearErrors(name)
          }}
          className={`${controlClass} field-sizing-content max-h-64 resize-y leading-5`}
        />
      )}
    </Field>
  )
}
