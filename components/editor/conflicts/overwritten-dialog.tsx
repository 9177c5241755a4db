'use client'

import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/buttons/button'
import { Dialog } from '@/components/ui/dialog'
import { TextDiff } from '@/components/ui/diff/text-diff'
import type { Change } from '@/lib/shared/changes/change'
import { valuesByKey } from '@/lib/shared/changes/diff'
import { changesOf } from '@/lib/shared/changes/draft'
import { changedSince, draftWith } from '@/lib/shared/changes/partial-change'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import type { Editor } from '../editor-context'
import { Side } from './side'

/** Keys of a save that others wrote again before it was read back: what was saved, what stands there now. */
export function SinceDialog({
  editor,
  change,
  onClose,
}: {
  editor: Pick<Editor, 'control' | 'entries' | 'getValues' | 'rows'>
  change: Change
  onClose: () => void
}) {
  const t = useTranslations('live')
  const words = useTranslations('outcome.conflict')
  const room = valuesByKey(editor.entries)
  const keys = new Set(changedSince(change).map(({ key }) => key))
  const saved = change.changes.filter(({ key }) => keys.has(key))
  const drafted = useWatch({
    control: editor.control,
    name: 'rows',
    compute: (rows) => changesOf(rows).map(({ key }) => key),
  })
  const take = (step: KeyChange) =>
    editor.rows.replace(draftWith(editor.getValues('rows'), [step]), true)
  return (
    <Dialog title={t('sinceTitle')} onClose={onClose}>
      <div className="min-h-0 flex-1 space-y-3 overflow-y-auto px-4 py-3">
        <p className="text-muted text-sm">{t('sinceIntro')}</p>
        <ul className="space-y-4">
          {saved.map(({ key, to }) => {
            const now = room.get(key) ?? null
            return (
              <li key={key} className="rounded-md border border-line">
                <h3 className="border-line border-b px-3 py-2 font-mono font-semibold text-sm">
                  <bdi>{key}</bdi>
                </h3>
                <dl className="grid gap-x-3 gap-y-2 px-3 py-2 sm:grid-cols-[5rem_1fr]">
                  <dt className="text-muted text-sm">{t('saved')}</dt>
                  <dd>
                    <Side text={to} />
                  </dd>
                  <dt className="text-muted text-sm">{t('now')}</dt>
                  <dd>{to && now ? <TextDiff from={to} to={now} /> : <Side text={now} />}</dd>
                </dl>
                <div className="border-line border-t px-3 py-2">
                  {drafted.includes(key) ? (
                    <p className="text-muted text-sm">{t('inDraft')}</p>
                  ) : (
                    <Button size="small" onClick={() => take({ key, from: now, to })}>
                      {t('useSaved')}
                    </Button>
                  )}
                </div>
              </li>
            )
          })}
        </ul>
      </div>
      <footer className="flex justify-end border-line border-t px-4 py-3">
        <Button onClick={onClose}>{words('close')}</Button>
      </footer>
    </Dialog>
  )
}
