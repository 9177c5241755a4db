'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { Dialog } from '@/components/ui/dialog'
import { codeControlClass, exactTextProps, Field } from '@/components/ui/fields/field'
import type { Entry } from '@/lib/shared/metadata/entry'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { parseImport } from './entry-parser'

/** Adds entries from `key=value` lines or a JSON object. Too many entries are an error. */
export function ImportDialog({
  freeKeys,
  text,
  onTextChange,
  onAdd,
  onClose,
}: {
  /** How many more keys the room can hold. */
  freeKeys: number
  /** The pasted text. It stays when the dialog is closed without adding it. */
  text: string
  onTextChange: (text: string) => void
  onAdd: (entries: readonly Entry[]) => void
  onClose: () => void
}) {
  'use memo'
  const t = useTranslations('editor.import')
  const [wasSubmitted, setWasSubmitted] = useState(false)
  const { entries, invalidLine: badLine } = parseImport(useDeferredValue(text))
  const count = entries.length
  const problem =
    badLine !== null
      ? t('badLine', { line: badLine })
      : count > freeKeys
        ? t('tooMany', { count, limit: LIMITS.keys, free: freeKeys })
        : wasSubmitted && count === 0
          ? t('nothing')
          : undefined
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <div className="grid min-h-0 flex-1 overflow-y-auto px-4 py-3">
        <Field
          id="pasted"
          label={t('label')}
          error={problem}
          hint={count > 0 ? t('found', { count }) : t('hint')}
        >
          {(controlProps) => (
            <textarea
              {...controlProps}
              {...exactTextProps}
              value={text}
              rows={10}
              onChange={(event) => onTextChange(event.target.value)}
              className={codeControlClass}
            />
          )}
        </Field>
      </div>
      <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3">
        <Button variant="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button
          variant="primary"
          onClick={() => {
            setWasSubmitted(true)
            if (!problem && count > 0) onAdd(entries)
            else document.getElementById('pasted')?.focus()
          }}
        >
          {t('add', { count })}
        </Button>
      </footer>
    </Dialog>
  )
}
