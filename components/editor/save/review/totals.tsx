'use client'

import { useTranslations } from 'next-intl'
import { totalsOf } from '@/lib/shared/changes/diff'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'
import type { Entry } from '@/lib/shared/metadata/entry'
import { LIMITS } from '@/lib/shared/metadata/limits'

/** What the room will hold: the byte bar after the change, with the one before behind it, and the numbers in words. */
export function Totals({ before, after }: { before: readonly Entry[]; after: readonly Entry[] }) {
  const t = useTranslations('review')
  const was = totalsOf(before)
  const will = totalsOf(after)
  return (
    <section className="space-y-1.5">
      <div aria-hidden className="relative h-6 overflow-hidden rounded-md bg-sunken">
        <span
          style={{ inlineSize: percent(was.bytes) }}
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
          keysBefore: was.keys,
          keysAfter: will.keys,
          keysLimit: LIMITS.keys,
          bytesBefore: was.bytes,
          bytesAfter: will.bytes,
          bytesLimit: LIMITS.totalBytes,
        })}
      </p>
    </section>
  )
}

const percent = (bytes: number) => `${Math.min(100, (bytes / LIMITS.totalBytes) * 100)}%`
