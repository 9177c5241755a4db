'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { pastedEntries } from '@/components/editor/import/paste-entries'
import { Button } from '@/components/ui/buttons/button'
import { Dialog } from '@/components/ui/dialog'
import { controlClass, Field } from '@/components/ui/fields/field'
import type { Entry } from '@/lib/shared/metadata/entry'
import { LIMITS } from '@/lib/shared/metadata/limits'

/** Many entries at once, from `key=value` lines or a JSON object. What does not fit is said, never left out. */
export function PasteMany({
  free,
  onAdd,
  onClose,
}: {
  /** How many more keys the room can hold. */
  free: number
  onAdd: (entries: readonly Entry[]) => void
  onClose: () => void
}) {
  const t = useTranslations('editor.paste')
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  const { entries, badLine } = pastedEntries(useDeferredValue(text))
  const count = entries.length
  const problem =
    badLine !== null
      ? t('badLine', { line: badLine })
      : count > free
        ? t('tooMany', { count, limit: LIMITS.keys, free })
        : asked && count === 0
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
          {(wiring) => (
            <textarea
              {...wiring}
              value={text}
              dir="auto"
              rows={10}
              spellCheck={false}
              onChange={(event) => setText(event.target.value)}
              className={controlClass}
            />
          )}
        </Field>
      </div>
      <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3">
        <Button look="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button
          look="primary"
          onClick={() => {
            setAsked(true)
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
