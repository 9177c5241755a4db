'use client'

import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/buttons/button'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { lazily } from '@/components/ui/lazily'
import { statusOf } from '@/lib/shared/changes/draft'
import { useEditor } from '../../editor-context'
import { KeyField } from '../fields/key-field'
import { ValueField } from '../fields/value-field'

const RemovedRow = lazily(() => import('./removed-row').then((module) => module.RemovedRow))
const ViewedEntry = lazily(() => import('./viewed-entry').then((module) => module.ViewedEntry))

const EDGES = {
  unchanged: 'border-s-transparent',
  changed: 'border-s-accent',
  new: 'border-s-good',
  removed: 'border-s-bad',
} as const

/** One key with its value: a group of fields, or the line it folds to when it is to be deleted. */
export function Row({ index }: { index: number }) {
  const t = useTranslations('editor')
  const { control, viewing } = useEditor()
  const [left, setLeft] = useState(false)
  const status = useWatch({
    control,
    name: `rows.${index}`,
    compute: (row) => (row ? statusOf(row) : 'unchanged'),
  })
  const key = useWatch({ control, name: `rows.${index}.key` }) ?? ''
  const number = index + 1
  return (
    <li
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setLeft(true)
      }}
      className={`border-line border-t border-s-3 px-3 py-(--row) first:border-t-0 ${EDGES[status]}`}
    >
      <fieldset
        aria-label={key === '' ? t('rowWithoutKey', { number }) : t('row', { number, key })}
        className="relative min-w-0"
      >
        {viewing ? (
          <ViewedEntry index={index} />
        ) : status === 'removed' ? (
          <RemovedRow index={index} />
        ) : (
          <div className="grid gap-x-3 sm:grid-cols-[minmax(9rem,15rem)_minmax(0,1fr)_auto] sm:grid-rows-[auto_auto]">
            <KeyField index={index} left={left} />
            <ValueField index={index} />
            <RowButtons index={index} name={key} />
          </div>
        )}
      </fieldset>
    </li>
  )
}

function RowButtons({ index, name }: { index: number; name: string }) {
  const t = useTranslations('editor')
  const { control, rows, readOnly } = useEditor()
  const value = useWatch({ control, name: `rows.${index}.value` }) ?? ''
  return (
    <div className="absolute -top-1 end-0 flex items-start sm:static sm:col-start-3 sm:row-start-2 sm:mt-0.5">
      <CopyButton text={value} label={t('copyValue', { key: name })} />
      {readOnly ? null : (
        <Button
          look="quiet"
          size="small"
          aria-label={t('remove', { key: name })}
          title={t('removeHint')}
          onClick={() => rows.remove(index)}
        >
          <Trash2 aria-hidden className="size-4 text-muted" />
        </Button>
      )}
    </div>
  )
}
