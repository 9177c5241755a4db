'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { TextField } from '@/components/ui/fields/text-field'
import { call } from '@/lib/client/api/api-client'
import { presetsQuery } from '@/lib/client/api/preset-queries'
import { announce } from '@/lib/client/browser/announce'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { formValues } from '@/lib/client/browser/form-values'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import type { Entry } from '@/lib/shared/metadata/entry'
import { PRESET_LIMITS } from '@/lib/shared/presets/preset'

const FIELD_ID = 'preset-name'
const BUTTON_ID = 'save-preset'

/** Makes a preset of the entries that the draft has now. */
export function SavePreset({ entries }: { entries: readonly Entry[] }) {
  const t = useTranslations()
  const client = useQueryClient()
  const { isRunning, problem, run, clearProblem } = useAsyncAction()
  const [isOpen, setIsOpen] = useState(false)
  const [isMissing, setIsMissing] = useState(false)
  useEffect(() => {
    if (isOpen) document.getElementById(FIELD_ID)?.focus()
  }, [isOpen])

  function close() {
    clearProblem()
    setIsMissing(false)
    setIsOpen(false)
    focusWhenReady(BUTTON_ID)
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    const name = formValues(event)('preset-name').trim()
    setIsMissing(name === '')
    if (name === '') return document.getElementById(FIELD_ID)?.focus()
    const isSaved = await run(async () => {
      await call('addPreset', { body: { name, entries: [...entries] } })
      await client.invalidateQueries({ queryKey: presetsQuery.queryKey })
      announce(t('import.preset.saved', { name }))
    })
    if (isSaved) close()
    else document.getElementById(FIELD_ID)?.focus()
  }

  if (!isOpen) {
    return (
      <Button id={BUTTON_ID} size="small" onClick={() => setIsOpen(true)}>
        {t('import.preset.save')}
      </Button>
    )
  }
  const problemText = problem ? t(`problems.${problem.code}`, problem.details.params) : undefined
  return (
    <form onSubmit={submit} noValidate className="min-w-0 flex-1 basis-64">
      <TextField
        id={FIELD_ID}
        name="preset-name"
        label={t('import.preset.name')}
        hint={t('import.preset.saveHint', { count: entries.length })}
        maxLength={PRESET_LIMITS.nameCharacters}
        autoComplete="off"
        dir="auto"
        error={isMissing ? t('import.preset.nameMissing') : problemText}
      />
      <div className="flex flex-wrap gap-2">
        <LoadingButton type="submit" size="small" variant="primary" loading={isRunning}>
          {t('import.preset.submit')}
        </LoadingButton>
        <Button size="small" variant="quiet" onClick={close}>
          {t('import.preset.cancel')}
        </Button>
      </div>
    </form>
  )
}
