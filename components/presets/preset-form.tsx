'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useId, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { codeControlClass, exactTextProps } from '@/components/ui/fields/exact-text'
import { Field } from '@/components/ui/fields/field'
import { inputClass } from '@/components/ui/fields/text-field'
import { ProblemAlert } from '@/components/ui/problems/problem-alert'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import type { NewPreset } from '@/lib/shared/api/preset-endpoints'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { PRESET_LIMITS, type Preset } from '@/lib/shared/presets/preset'
import { findPresetProblems, type PresetRow } from './preset-problems'

type Props = {
  label: string
  preset?: Preset
  onSave: (preset: NewPreset) => Promise<void>
  onCancel: () => void
}

let lastRow = 0
const toRow = (key: string, value: string): PresetRow => ({ id: ++lastRow, key, value })

/** Edits a preset by hand. Everything typed is kept exactly, and is checked like a room's rows. */
export function PresetForm({ label, preset, onSave, onCancel }: Props) {
  const t = useTranslations()
  const formId = useId()
  const { isRunning, problem, run } = useAsyncAction()
  const [name, setName] = useState(preset?.name ?? '')
  const [rows, setRows] = useState<readonly PresetRow[]>(() =>
    preset ? preset.entries.map(({ key, value }) => toRow(key, value)) : [toRow('', '')],
  )
  const [wasSubmitted, setWasSubmitted] = useState(false)
  const problems = findPresetProblems(name, rows)
  const nameId = `${formId}-name`
  useEffect(() => document.getElementById(nameId)?.focus(), [nameId])

  const fieldId = (row: PresetRow, at: 'key' | 'value') => `${formId}-${row.id}-${at}`
  const change = (id: number, part: Partial<PresetRow>) =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...part } : row)))

  function errorOf(row: PresetRow, at: 'key' | 'value') {
    const found = problems.rows.find((each) => each.row === row.id && each.at === at)
    if (!found || (!wasSubmitted && found.code === 'key.missing')) return undefined
    return t(`problems.${found.code}`, found.params)
  }

  function addRow() {
    const row = toRow('', '')
    setRows([...rows, row])
    focusWhenReady(fieldId(row, 'key'))
  }

  function removeRow(id: number) {
    setRows(rows.filter((row) => row.id !== id))
    focusWhenReady(`${formId}-add`)
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    setWasSubmitted(true)
    if (problems.isNameMissing) return document.getElementById(nameId)?.focus()
    const [first] = problems.rows
    const row = first && rows.find(({ id }) => id === first.row)
    if (first && row) return document.getElementById(fieldId(row, first.at))?.focus()
    if (problems.room) return
    const entries = rows.map(({ key, value }) => ({ key, value }))
    await run(() => onSave({ name: name.trim(), entries }))
  }

  return (
    <form onSubmit={submit} noValidate aria-label={label} className="space-y-2">
      <div className="grid max-w-md">
        <Field
          id={nameId}
          label={t('presets.name')}
          error={wasSubmitted && problems.isNameMissing ? t('presets.nameMissing') : undefined}
        >
          {(controlProps) => (
            <input
              {...controlProps}
              value={name}
              dir="auto"
              autoComplete="off"
              maxLength={PRESET_LIMITS.nameCharacters}
              onChange={(event) => setName(event.target.value)}
              className={inputClass}
            />
          )}
        </Field>
      </div>
      <ul className="space-y-1">
        {rows.map((row, index) => (
          <li key={row.id}>
            <fieldset
              aria-label={t('presets.entry', { number: index + 1 })}
              className="grid gap-x-3 sm:grid-cols-[minmax(9rem,15rem)_minmax(0,1fr)_auto] sm:grid-rows-[auto_auto]"
            >
              <Field id={fieldId(row, 'key')} label={t('presets.key')} error={errorOf(row, 'key')}>
                {(controlProps) => (
                  <input
                    {...controlProps}
                    {...exactTextProps}
                    value={row.key}
                    onChange={(event) => change(row.id, { key: event.target.value })}
                    className={codeControlClass}
                  />
                )}
              </Field>
              <Field
                id={fieldId(row, 'value')}
                label={t('presets.value')}
                error={errorOf(row, 'value')}
              >
                {(controlProps) => (
                  <textarea
                    {...controlProps}
                    {...exactTextProps}
                    rows={1}
                    value={row.value}
                    onChange={(event) => change(row.id, { value: event.target.value })}
                    className={`${codeControlClass} field-sizing-content max-h-48`}
                  />
                )}
              </Field>
              <span className="sm:col-start-3 sm:row-start-2">
                <Button
                  variant="quiet"
                  size="small"
                  aria-label={t('presets.removeEntry', { number: index + 1 })}
                  title={t('presets.removeEntry', { number: index + 1 })}
                  onClick={() => removeRow(row.id)}
                >
                  <Trash2 aria-hidden className="size-4 text-muted" />
                </Button>
              </span>
            </fieldset>
          </li>
        ))}
      </ul>
      {problems.room ? (
        <p role="alert" className="font-medium text-bad text-sm">
          {t(`problems.${problems.room.code}`, problems.room.params)}
        </p>
      ) : null}
      {wasSubmitted && rows.length === 0 ? (
        <p role="alert" className="font-medium text-bad text-sm">
          {t('presets.noEntries')}
        </p>
      ) : null}
      {problem ? <ProblemAlert problem={problem} title={t('presets.notSaved')} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button id={`${formId}-add`} disabled={rows.length >= LIMITS.keys} onClick={addRow}>
          <Plus aria-hidden className="size-4" />
          {t('presets.addEntry')}
        </Button>
        <LoadingButton type="submit" variant="primary" loading={isRunning}>
          {t('presets.save')}
        </LoadingButton>
        <Button variant="quiet" onClick={onCancel}>
          {t('presets.cancel')}
        </Button>
      </div>
    </form>
  )
}
