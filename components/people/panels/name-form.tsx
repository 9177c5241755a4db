'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { TextField } from '@/components/ui/fields/text-field'
import { iso } from '@/components/ui/rich-text-tags'
import { call } from '@/lib/client/api/api-client'
import { formValues } from '@/lib/client/browser/form-values'
import type { PanelProps } from './row-panel'

/** Renames a person. Entries of the history and of the audit log keep the earlier name. */
export function NameForm({ person: { id, name }, isRunning, runAction, onClose }: PanelProps) {
  const t = useTranslations('people')
  const [isMissing, setIsMissing] = useState(false)
  const fieldId = `name-of-${id}`
  useEffect(() => document.getElementById(fieldId)?.focus(), [fieldId])

  async function submit(event: FormEvent<HTMLFormElement>) {
    const newName = formValues(event)('name').trim()
    setIsMissing(newName === '')
    if (newName === '') return document.getElementById(fieldId)?.focus()
    const done = await runAction(
      () => call('changePerson', { path: { id }, body: { name: newName } }),
      (after) => t('renamed', { before: name, name: after.name }),
    )
    if (done) onClose()
  }

  return (
    <form onSubmit={submit} noValidate className="max-w-sm border-line border-t pt-2">
      <TextField
        id={fieldId}
        name="name"
        label={t.rich('newNameOf', { name, iso })}
        hint={t('nameHint')}
        defaultValue={name}
        maxLength={200}
        autoComplete="off"
        dir="auto"
        error={isMissing ? t('missingName') : undefined}
      />
      <div className="flex flex-wrap gap-2">
        <LoadingButton type="submit" size="small" variant="primary" loading={isRunning}>
          {t('rename')}
        </LoadingButton>
        <Button size="small" variant="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
