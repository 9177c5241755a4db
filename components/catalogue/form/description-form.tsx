'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useId, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { LoadingButton } from '@/components/ui/buttons/loading-button'
import { formValues } from '@/lib/client/browser/form-values'
import { useAsyncAction } from '@/lib/client/hooks/use-async-action'
import type { KeyDescription } from '@/lib/shared/catalogue/key-description'
import { ReplaceProblem } from '../replace-problem'
import { DescriptionFields } from './description-fields'
import { type FieldProblem, readDescription } from './read-description'

type Props = {
  /** The description that is edited; null for a new one. */
  initial: KeyDescription | null
  /** The names of all other descriptions. */
  names: ReadonlySet<string>
  /** Throws what the server refuses. */
  onSave: (description: KeyDescription) => Promise<void>
  onCancel: () => void
  /** Reads the catalogue again after another administrator has changed it. */
  onReload: () => void
}

/** Describes a key. A refused save keeps everything as typed. */
export function DescriptionForm({ initial, names, onSave, onCancel, onReload }: Props) {
  const t = useTranslations('catalogue')
  const { isRunning, problem, run, clearProblem } = useAsyncAction()
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const id = useId()
  useEffect(() => document.getElementById(`${id}.name`)?.focus(), [id])

  async function submit(event: FormEvent<HTMLFormElement>) {
    const read = readDescription(formValues(event), names)
    setProblems(read.problems)
    const [first] = read.problems
    if (first) document.getElementById(`${id}.${first.field}`)?.focus()
    else await run(() => onSave(read.description))
  }

  return (
    <form
      noValidate
      onSubmit={submit}
      aria-label={initial ? t('editOf', { name: initial.name }) : t('add')}
      className="space-y-3"
    >
      <DescriptionFields id={id} initial={initial} problems={problems} />
      <ReplaceProblem
        problem={problem}
        onReload={() => {
          clearProblem()
          onReload()
        }}
      />
      <div className="flex flex-wrap gap-2">
        <LoadingButton type="submit" variant="primary" loading={isRunning}>
          {t('save')}
        </LoadingButton>
        <Button variant="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
