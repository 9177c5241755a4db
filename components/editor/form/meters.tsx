'use client'

import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useDeferredValue } from 'react'
import { useWatch } from 'react-hook-form'
import { focusSoon } from '@/lib/client/browser/focus'
import { totalsOf } from '@/lib/shared/changes/diff'
import { isBlank } from '@/lib/shared/changes/draft'
import { LIMITS, WARN_FROM } from '@/lib/shared/metadata/limits'
import { useEditor } from '../editor-context'
import { ByteBar } from './byte-bar'

/** What the room would hold after this draft: keys and bytes, each against its limit. */
export function Meters() {
  const t = useTranslations('editor.meters')
  const { control } = useEditor()
  const parts = useWatch({
    control,
    name: 'rows',
    compute: (rows) =>
      rows.flatMap((row, index) =>
        row.removed || isBlank(row) ? [] : [{ key: row.key, value: row.value, index }],
      ),
  })
  const shown = useDeferredValue(parts)
  const { keys, bytes } = totalsOf(shown)
  return (
    <section aria-label={t('label')} className="grid gap-x-6 gap-y-2 sm:grid-cols-[12rem_1fr]">
      <Meter label={t('keys', { keys, limit: LIMITS.keys })} value={keys} limit={LIMITS.keys}>
        <div aria-hidden className="flex h-6 gap-0.5">
          {Array.from({ length: Math.max(LIMITS.keys, keys) }, (_, at) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: equal boxes
              key={at}
              className={`flex-1 rounded-sm ${at >= LIMITS.keys ? 'bg-bad' : at < keys ? 'bg-accent/65' : 'bg-sunken'}`}
            />
          ))}
        </div>
      </Meter>
      <Meter
        label={t('bytes', { bytes, limit: LIMITS.totalBytes })}
        value={bytes}
        limit={LIMITS.totalBytes}
      >
        <ByteBar
          entries={shown}
          onPick={(at) => focusSoon(`rows.${shown[at]?.index ?? 0}.value`)}
        />
      </Meter>
      <p id="byte-lesson" className="text-muted text-xs sm:col-span-2">
        {t('lesson')}
      </p>
    </section>
  )
}

function Meter({
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
  const tight = value >= limit * WARN_FROM
  return (
    <div className="min-w-0">
      {children}
      <p className="mt-1 text-sm">
        {/* biome-ignore lint/a11y/useSemanticElements: the meter element cannot be drawn in parts */}
        <span
          role="meter"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={limit}
          aria-valuenow={Math.min(value, limit)}
          aria-valuetext={label}
        >
          {label}
        </span>
        {tight ? (
          <span className={`ms-2 font-medium ${left < 0 ? 'text-bad' : 'text-warn'}`}>
            <TriangleAlert aria-hidden className="me-1 mb-0.5 inline size-4" />
            {left < 0
              ? t('tooMany', { over: -left })
              : left === 0
                ? t('full')
                : t('room', { left })}
          </span>
        ) : null}
      </p>
    </div>
  )
}
