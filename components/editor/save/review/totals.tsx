'use client'

import { useTranslations } from 'next-intl'
import { computeTotals } from '@/lib/shared/changes/diff'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'
import type { Entry } from '@/lib/shared/metadata/entry'
import { LIMITS } from '@/lib/shared/metadata/limits'

/** Keys and bytes after the change. The bar shows the old total behind the new one. */
export function Totals({ before, after }: { before: readonly Entry[]; after: readonly Entry[] }) {
  const t = useTranslations('review')
  const totalsBefore = computeTotals(before)
  const totalsAfter = computeTotals(after)
  return (
    <section className="space-y-1.5">
      <div
        aria-hidden
        className="relative h-6 overflow-hidden rounded-md bg-sunken forced-color-adjust-none forced-colors:border forced-colors:border-control"
      >
        <span
          style={{ inlineSize: percent(totalsBefore.bytes) }}
          className="absolute inset-y-0 start-0 border-control border-e-2 bg-control/30"
        />
        <span className="absolute inset-x-0 inset-y-1.5 flex">
          {after.map(({ key, value }) => (
            <span
              key={key}
              style={{ inlineSize: percent(utf8Bytes(value)) }}
              className="border-surface border-e bg-accent"
            />
          ))}
        </span>
      </div>
      <p className="text-sm">
        {t('totals', {
          keysAfter: totalsAfter.keys,
          keysLimit: LIMITS.keys,
          bytesAfter: totalsAfter.bytes,
          bytesLimit: LIMITS.totalBytes,
          difference: totalsAfter.bytes - totalsBefore.bytes,
        })}
      </p>
    </section>
  )
}

const percent = (bytes: number) => `${Math.min(100, (bytes / LIMITS.totalBytes) * 100)}%`
