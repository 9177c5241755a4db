'use client'

import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/buttons/button'
import { Card } from '@/components/ui/card'
import { Dialog } from '@/components/ui/dialog'
import { TextDiff } from '@/components/ui/diff/text-diff'
import type { Change } from '@/lib/shared/changes/change'
import { valuesByKey } from '@/lib/shared/changes/diff'
import { toKeyChanges } from '@/lib/shared/changes/draft'
import { addChangesToDraft, listOverwritten } from '@/lib/shared/changes/partial-change'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import type { Editor } from '../editor-context'
import { ComparedValue } from './compared-value'

/** Compares saved values with the values that others wrote before the save was read back. */
export function OverwrittenDialog({
  editor,
  change,
  onClose,
}: {
  editor: Pick<Editor, 'control' | 'entries' | 'getValues' | 'rowActions'>
  change: Change
  onClose: () => void
}) {
  const t = useTranslations('live')
  const tConflict = useTranslations('outcome.conflict')
  const currentValues = valuesByKey(editor.entries)
  const keys = new Set(listOverwritten(change).map(({ key }) => key))
  const overwrittenChanges = change.changes.filter(({ key }) => keys.has(key))
  const draftedKeys = useWatch({
    control: editor.control,
    name: 'rows',
    compute: (rows) => toKeyChanges(rows).map(({ key }) => key),
  })
  const addToDraft = (keyChange: KeyChange) =>
    editor.rowActions.replaceDraft(addChangesToDraft(editor.getValues('rows'), [keyChange]), true)
  return (
    <Dialog title={t('overwrittenTitle')} onClose={onClose}>
      <div className="min-h-0 flex-1 space-y-3 overflow-y-auto px-4 py-3">
        <p className="text-muted text-sm">{t('overwrittenIntro')}</p>
        <ul className="space-y-4">
          {overwrittenChanges.map(({ key, to }) => {
            const currentValue = currentValues.get(key) ?? null
            return (
              <Card as="li" key={key}>
                <h3 className="border-line border-b px-3 py-2 font-mono font-semibold text-sm">
                  <bdi>{key}</bdi>
                </h3>
                <dl className="grid gap-x-3 gap-y-2 px-3 py-2 sm:grid-cols-[5rem_1fr]">
                  <dt className="text-muted text-sm">{t('saved')}</dt>
                  <dd>
                    <ComparedValue text={to} />
                  </dd>
                  <dt className="text-muted text-sm">{t('now')}</dt>
                  <dd>
                    {to && currentValue ? (
                      <TextDiff from={to} to={currentValue} />
                    ) : (
                      <ComparedValue text={currentValue} />
                    )}
                  </dd>
                </dl>
                <div className="border-line border-t px-3 py-2">
                  {draftedKeys.includes(key) ? (
                    <p className="text-muted text-sm">{t('inDraft')}</p>
                  ) : (
                    <Button
                      size="small"
                      onClick={() => addToDraft({ key, from: currentValue, to })}
                    >
                      {t('useSaved')}
                    </Button>
                  )}
                </div>
              </Card>
            )
          })}
        </ul>
      </div>
      <footer className="flex justify-end border-line border-t px-4 py-3">
        <Button onClick={onClose}>{tConflict('close')}</Button>
      </footer>
    </Dialog>
  )
}
