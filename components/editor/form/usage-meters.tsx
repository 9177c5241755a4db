'use client'

import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useDeferredValue } from 'react'
import { useWatch } from 'react-hook-form'
import { focusWhenReady } from '@/lib/client/browser/focus-when-ready'
import { computeTotals } from '@/lib/shared/changes/diff'
import { isEmptyRow } from '@/lib/shared/changes/draft'
import { LIMITS, WARNING_SHARE } from '@/lib/shared/metadata/limits'
import { useEditor } from '../editor-context'
import { ByteBar } from './byte-bar'

/** The keys and bytes that the room would have with this draft, against their limits. */
export function UsageMeters() {
  'use memo'
  const t = useTranslations('editor.meters')
  const { control } = useEditor()
  const parts = useWatch({
    control,
    name: 'rows',
    compute: (rows) =>
      rows.flatMap((row, index) =>
        row.removed || isEmptyRow(row) ? [] : [{ key: row.key, value: row.value, index }],
      ),
  })
  const deferredParts = useDeferredValue(parts)
  const { keys, bytes } = computeTotals(deferredParts)
  return (
    <section
      aria-label={t('label')}
      className="grid gap-x-6 gap-y-2 max-lg:col-span-2 sm:grid-cols-[9rem_minmax(0,18rem)]"
    >
      <UsageMeter label={t('keys', { keys, limit: LIMITS.keys })} value={keys} limit={LIMITS.keys}>
        <div aria-hidden className="flex h-6 gap-0.5 py-2 forced-color-adjust-none">
          {Array.from({ length: Math.max(LIMITS.keys, keys) }, (_, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: the boxes are identical
              key={index}
              className={`flex-1 rounded-full forced-colors:border forced-colors:border-control ${index >= LIMITS.keys ? 'bg-bad' : index < keys ? 'bg-accent/65' : 'bg-line'}`}
            />
          ))}
        </div>
      </UsageMeter>
      <UsageMeter
        label={t('bytes', { bytes, limit: LIMITS.totalBytes })}
        value={bytes}
        limit={LIMITS.totalBytes}
      >
        <ByteBar
          entries={deferredParts}
          onPick={(index) => focusWhenReady(`rows.${deferredParts[index]?.index ?? 0}.value`)}
        />
      </UsageMeter>
    </section>
  )
}

function UsageMeter({
  label,
  value,
  limit,
  children,
}: {
  label: string
  value: number
  limit: number
  children: ReactNode
}) {
  const t = useTranslations('editor.counter')
  const left = limit - value
  const isNearLimit = value >= limit * WARNING_SHARE
  return (
    <div className="min-w-0">
      <p className="flex text-muted text-xs">
        {/* biome-ignore lint/a11y/useSemanticElements: a meter element cannot have parts */}
        <span
          className="min-w-0 truncate"
          role="meter"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={limit}
          aria-valuenow={Math.min(value, limit)}
          aria-valuetext={label}
        >
          {label}
        </span>
        {isNearLimit ? (
          <span className={`ms-2 shrink-0 font-medium ${left < 0 ? 'text-bad' : 'text-warn'}`}>
            <TriangleAlert aria-hidden className="me-1 mb-0.5 inline size-3.5" />
            <span>
              {left < 0
                ? t('tooMany', { over: -left })
                : left === 0
                  ? t('full')
                  : t('room', { left })}
            </span>
          </span>
        ) : null}
      </p>
      {children}
    </div>
  )
}
