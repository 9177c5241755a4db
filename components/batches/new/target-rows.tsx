'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { Card } from '@/components/ui/card'
import { codeControlClass, exactTextProps } from '@/components/ui/fields/exact-text'
import { Field } from '@/components/ui/fields/field'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { createTargetRow, findTargetProblems, type TargetRow } from './target-row'

type Props = {
  rows: readonly TargetRow[]
  onChange: (rows: readonly TargetRow[]) => void
  /** After a failed check every row shows its problem, also an empty one. */
  isShowingAll: boolean
}

/** The key changes that every selected room gets. */
export function TargetRows({ rows, onChange, isShowingAll }: Props) {
  const t = useTranslations('batches.new')
  const addId = useId()
  const change = (id: number, part: Partial<TargetRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)))

  function add() {
    const row = createTargetRow()
    onChange([...rows, row])
    focusWhenReady(toFieldId(row.id, 'key'))
  }

  function remove(id: number) {
    onChange(rows.filter((row) => row.id !== id))
    focusWhenReady(addId)
  }

  return (
    <div className="space-y-2">
      <Card as="ul" aria-label={t('changes')} className="divide-y divide-line">
        {rows.map((row, index) => (
          <li key={row.id} className="px-3 py-2">
            <TargetFields
              row={row}
              number={index + 1}
              problems={findTargetProblems(rows).filter((problem) => problem.row === row.id)}
              isShowingAll={isShowingAll}
              onChange={(part) => change(row.id, part)}
              onRemove={() => remove(row.id)}
            />
          </li>
        ))}
      </Card>
      <Button id={addId} disabled={rows.length >= LIMITS.keys} onClick={add}>
        <Plus aria-hidden className="size-4" />
        {t('addChange')}
      </Button>
    </div>
  )
}

export const toFieldId = (row: number, at: 'key' | 'value') => `target-${row}-${at}`

type FieldsProps = {
  row: TargetRow
  number: number
  problems: ReturnType<typeof findTargetProblems>
  isShowingAll: boolean
  onChange: (part: Partial<TargetRow>) => void
  onRemove: () => void
}

function TargetFields({ row, number, problems, isShowingAll, onChange, onRemove }: FieldsProps) {
  const t = useTranslations()
  const { id, key, action, value, hasCondition, condition } = row
  const errorAt = (at: 'key' | 'value') => {
    const found = problems.find((problem) => problem.at === at)
    if (!found || (!isShowingAll && found.code === 'key.missing')) return undefined
    return t(`problems.${found.code}`, found.params)
  }
  return (
    <fieldset aria-label={t('batches.new.change', { number })} className="space-y-1">
      <div className="grid gap-x-3 sm:grid-cols-[minmax(9rem,13rem)_8rem_minmax(0,1fr)_auto] sm:grid-rows-[auto_auto]">
        <Field id={toFieldId(id, 'key')} label={t('batches.new.key')} error={errorAt('key')}>
          {(controlProps) => (
            <input
              {...controlProps}
              {...exactTextProps}
              value={key}
              onChange={(event) => onChange({ key: event.target.value })}
              className={codeControlClass}
            />
          )}
        </Field>
        <Field id={`target-${id}-action`} label={t('batches.new.action')}>
          {(controlProps) => (
            <select
              {...controlProps}
              value={action}
              onChange={(event) =>
                onChange({ action: event.target.value === 'delete' ? 'delete' : 'set' })
              }
              className="block min-h-9 w-full rounded-md border border-control bg-surface px-1.5"
            >
              <option value="set">{t('batches.new.set')}</option>
              <option value="delete">{t('batches.new.delete')}</option>
            </select>
          )}
        </Field>
        {action === 'set' ? (
          <Field
            id={toFieldId(id, 'value')}
            label={t('batches.new.value')}
            error={errorAt('value')}
          >
            {(controlProps) => (
              <textarea
                {...controlProps}
                {...exactTextProps}
                rows={1}
                value={value}
                onChange={(event) => onChange({ value: event.target.value })}
                className={`${codeControlClass} field-sizing-content max-h-48`}
              />
            )}
          </Field>
        ) : (
          <span className="row-span-2" />
        )}
        <span className="sm:col-start-4 sm:row-start-2">
          <Button
            variant="quiet"
            size="small"
            aria-label={t('batches.new.removeChange', { number })}
            title={t('batches.new.removeChange', { number })}
            onClick={onRemove}
          >
            <Trash2 aria-hidden className="size-4 text-muted" />
          </Button>
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <label className="flex min-h-6 items-center gap-1.5">
          <input
            type="checkbox"
            checked={hasCondition}
            onChange={(event) => onChange({ hasCondition: event.target.checked })}
          />
          {t('batches.new.onlyIf')}
        </label>
        {hasCondition ? (
          <input
            {...exactTextProps}
            aria-label={t('batches.new.condition', { number })}
            value={condition}
            onChange={(event) => onChange({ condition: event.target.value })}
            className={`${codeControlClass} max-w-sm`}
          />
        ) : null}
      </div>
    </fieldset>
  )
}
