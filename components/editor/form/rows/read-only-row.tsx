'use client'

import { Braces } from 'lucide-react'
import { AfterHydration } from '@/components/ui/after-hydration'
import { CopyButton } from '@/components/ui/buttons/copy-button'
import { VisibleText } from '@/components/ui/visible-text'
import type { DraftRow } from '@/lib/shared/changes/draft'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'
import { formatEntries } from '@/lib/shared/metadata/format-entries'
import { LIMITS } from '@/lib/shared/metadata/limits'
import { useEditor } from '../../editor-context'
import { ByteCounter } from '../fields/byte-counter'
import { ValueHint } from '../value-tools/value-hint'
import { LastChange } from './last-change'
import {
  bytesCellClass,
  hintsClass,
  lineCellClass,
  lineGridClass,
  rowActionsClass,
  valueHintClass,
} from './line-layout'
import { SecondLine } from './second-line'

type Props = { index: number; row: DraftRow; isOpen: boolean }

/** A row as text for people who may only view the room, in the layout of the editable row. */
export function ReadOnlyRow({ index, row, isOpen }: Props) {
  const { t } = useEditor()
  const { key, value, base } = row
  const valueId = `rows.${index}.value`
  return (
    <div className={lineGridClass}>
      <dl className="contents">
        <div className="min-w-0 py-1.5 md:col-start-1">
          <dt className="sr-only">{t('key')}</dt>
          <dd className="font-medium">
            <VisibleText text={key} />
          </dd>
        </div>
        <div className="min-w-0 py-1.5 max-md:col-span-2 md:col-start-2 md:row-start-1">
          <dt className="sr-only">{t('value')}</dt>
          {/* The target of links in the byte bar. */}
          <dd id={valueId} tabIndex={-1} className="max-h-64 overflow-y-auto">
            {value === '' ? (
              <span className="text-muted italic">{t('emptyText')}</span>
            ) : (
              <VisibleText text={value} />
            )}
          </dd>
        </div>
      </dl>
      <SecondLine id={`${valueId}.hint`} isOpen={isOpen} className={valueHintClass}>
        <div className={hintsClass}>
          <ValueHint text={value} />
        </div>
      </SecondLine>
      <div className={`${lineCellClass} ${bytesCellClass}`}>
        <ByteCounter bytes={utf8Bytes(value)} limit={LIMITS.valueBytes} isShort />
      </div>
      <LastChange index={index} baseKey={base?.key} />
      <div className={`${rowActionsClass} max-md:min-w-[calc(3.25rem+4px)]`}>
        <AfterHydration>
          <CopyButton text={value} label={t('copyValue', { key })} />
          <CopyButton icon={Braces} text={formatEntries([row])} label={t('copyRow', { key })} />
        </AfterHydration>
      </div>
    </div>
  )
}
