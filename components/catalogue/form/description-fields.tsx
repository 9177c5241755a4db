'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { codeControlClass, exactTextProps } from '@/components/ui/fields/exact-text'
import { Field } from '@/components/ui/fields/field'
import { inputClass, TextField } from '@/components/ui/fields/text-field'
import {
  type KeyDescription,
  type ValueType,
  valueTypes,
} from '@/lib/shared/catalogue/key-description'
import { LIMITS } from '@/lib/shared/metadata/limits'
import type { FieldProblem } from './read-description'
import { SeverityRadios } from './severity-radios'

type Props = {
  /** The ids of the controls start with it. */
  id: string
  initial: KeyDescription | null
  problems: readonly FieldProblem[]
}

/** The fields of a description. What belongs to another type is hidden, and keeps its text. */
export function DescriptionFields({ id, initial, problems }: Props) {
  const t = useTranslations('catalogue')
  const [type, setType] = useState<ValueType>(initial?.type ?? 'text')
  const limit = LIMITS.valueBytes

  const errorOf = (field: keyof KeyDescription) => {
    const problem = problems.find((each) => each.field === field)
    return problem && t(`reasons.${problem.reason}`, { at: problem.at ?? '', limit })
  }
  const idOf = (field: keyof KeyDescription) => `${id}.${field}`

  return (
    <>
      <div className="grid gap-x-3 sm:grid-cols-2 sm:grid-rows-[auto_auto]">
        <TextField
          id={idOf('name')}
          name="name"
          label={t('form.name')}
          hint={t('form.nameHint')}
          defaultValue={initial?.name}
          error={errorOf('name')}
          {...exactTextProps}
          className="font-mono"
        />
        <Field id={idOf('type')} label={t('form.type')} error={errorOf('type')}>
          {(controlProps) => (
            <select
              {...controlProps}
              name="type"
              value={type}
              onChange={({ target }) =>
                setType(valueTypes.find((each) => each === target.value) ?? 'text')
              }
              className={inputClass}
            >
              {valueTypes.map((each) => (
                <option key={each} value={each}>
                  {t(`types.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <TextField
        id={idOf('description')}
        name="description"
        label={t('form.description')}
        hint={t('form.descriptionHint')}
        defaultValue={initial?.description}
        error={errorOf('description')}
        autoComplete="off"
        dir="auto"
      />
      <div hidden={type !== 'choice'}>
        <TextLines
          id={idOf('choices')}
          name="choices"
          label={t('form.choices')}
          text={initial?.choices?.join('\n')}
          error={errorOf('choices')}
        />
      </div>
      <div hidden={type !== 'json'}>
        <TextLines
          id={idOf('schema')}
          name="schema"
          label={t('form.schema')}
          hint={t('form.schemaHint')}
          text={initial?.schema && JSON.stringify(initial.schema, null, 2)}
          error={errorOf('schema')}
        />
      </div>
      <div className="grid gap-x-3 sm:grid-cols-2 sm:grid-rows-[auto_auto]">
        <TextLines
          id={idOf('example')}
          name="example"
          label={t('form.example')}
          text={initial?.example}
          error={errorOf('example')}
        />
        <TextField
          id={idOf('byteLimit')}
          name="byteLimit"
          label={t('form.byteLimit')}
          hint={t('form.byteLimitHint', { limit })}
          defaultValue={initial?.byteLimit}
          error={errorOf('byteLimit')}
          inputMode="numeric"
          autoComplete="off"
        />
      </div>
      <SeverityRadios initial={initial?.severity ?? 'warn'} />
      <label className="flex gap-2">
        <input
          type="checkbox"
          name="protected"
          defaultChecked={initial?.protected}
          className="mt-1 size-4 shrink-0"
        />
        {t('form.protected')}
      </label>
    </>
  )
}

type TextLinesProps = {
  id: string
  name: string
  label: string
  hint?: string
  text?: string
  error?: string
}

function TextLines({ id, name, label, hint, text, error }: TextLinesProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {(controlProps) => (
        <textarea
          {...controlProps}
          {...exactTextProps}
          name={name}
          defaultValue={text}
          rows={1}
          className={`${codeControlClass} field-sizing-content max-h-64 min-h-9 resize-y`}
        />
      )}
    </Field>
  )
}
