'use client'

import { useTranslations } from 'next-intl'
import { type ChangeEvent, useDeferredValue, useEffect, useId, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { Card } from '@/components/ui/card'
import { codeControlClass, exactTextProps } from '@/components/ui/fields/exact-text'
import { Field } from '@/components/ui/fields/field'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import type { KeyDescription } from '@/lib/shared/catalogue/key-description'
import { ReplaceProblem } from '../replace-problem'
import { ImportPreview } from './import-preview'
import { parseCatalogue } from './parse-catalogue'

type Props = {
  keys: readonly KeyDescription[]
  /** Stores the whole catalogue after the import, of which `count` descriptions are different. */
  onImport: (keys: readonly KeyDescription[], count: number) => Promise<void>
  onCancel: () => void
  /** Reads the catalogue again after another administrator has changed it. */
  onReload: () => void
}

/** Reads descriptions from a file and shows what they change before anything is stored. */
export function ImportPanel({ keys, onImport, onCancel, onReload }: Props) {
  const t = useTranslations('catalogue')
  const { isRunning, problem, run, clearProblem } = useAsyncAction()
  const [text, setText] = useState('')
  const [isUnreadable, setIsUnreadable] = useState(false)
  const [isDeletingOthers, setIsDeletingOthers] = useState(false)
  const id = useId()
  useEffect(() => document.getElementById(id)?.focus(), [id])

  const parsed = parseCatalogue(useDeferredValue(text), keys)
  const lines = 'lines' in parsed ? parsed.lines : []
  const imported = lines.flatMap((line) => (line.status === 'unusable' ? [] : [line.description]))
  const namesInFile = new Set(
    lines.map((line) => (line.status === 'unusable' ? line.name : line.description.name)),
  )
  const others = keys.filter(({ name }) => !namesInFile.has(name))
  const kept = keys.filter(
    ({ name }) =>
      !imported.some((each) => each.name === name) && (namesInFile.has(name) || !isDeletingOthers),
  )
  const deleted = isDeletingOthers && lines.length > 0 ? others : []
  const changedLines = lines.filter(({ status }) => status === 'new' || status === 'changed')
  const count = changedLines.length + deleted.length

  async function readFile({ target }: ChangeEvent<HTMLInputElement>) {
    const file = target.files?.[0]
    if (!file) return
    // The same file can be chosen again after it was corrected.
    target.value = ''
    const content = await file.text().catch(() => null)
    setIsUnreadable(content === null)
    if (content !== null) setText(content)
  }

  return (
    <Card as="section" aria-label={t('importing.title')} className="space-y-3 px-4 py-3">
      <Field
        id={id}
        label={t('importing.text')}
        hint={t('importing.hint')}
        error={
          isUnreadable
            ? t('importing.notRead')
            : text.trim() !== '' && 'problem' in parsed
              ? t(`importing.${parsed.problem}`)
              : undefined
        }
        aside={
          <label className="cursor-pointer rounded-sm text-accent underline has-focus-visible:outline-2">
            {t('importing.chooseFile')}
            <input
              type="file"
              accept=".json,application/json"
              className="sr-only"
              onChange={readFile}
            />
          </label>
        }
      >
        {(controlProps) => (
          <textarea
            {...controlProps}
            {...exactTextProps}
            value={text}
            rows={6}
            onChange={({ target }) => setText(target.value)}
            className={`${codeControlClass} max-h-64 resize-y`}
          />
        )}
      </Field>
      {lines.length > 0 ? (
        <>
          <ImportPreview lines={lines} deleted={deleted} />
          {others.length > 0 ? (
            <label className="flex gap-2">
              <input
                type="checkbox"
                checked={isDeletingOthers}
                onChange={({ target }) => setIsDeletingOthers(target.checked)}
                className="mt-1 size-4 shrink-0"
              />
              {t('importing.deleteOthers', { count: others.length })}
            </label>
          ) : null}
        </>
      ) : null}
      <ReplaceProblem
        problem={problem}
        onReload={() => {
          clearProblem()
          onReload()
        }}
      />
      <div className="flex flex-wrap items-center gap-2">
        {count > 0 ? (
          <LoadingButton
            variant="primary"
            loading={isRunning}
            onClick={() => run(() => onImport([...kept, ...imported], count))}
          >
            {t('importing.submit', { count })}
          </LoadingButton>
        ) : null}
        <Button variant="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
        {lines.length > 0 && count === 0 ? (
          <p className="text-muted text-sm">{t('importing.nothing')}</p>
        ) : null}
      </div>
    </Card>
  )
}
