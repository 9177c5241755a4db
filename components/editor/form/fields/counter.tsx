'use client'

import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { announce } from '@/lib/client/browser/announce'
import { WARN_FROM } from '@/lib/shared/metadata/limits'

const PAUSE_MS = 1_000

/** Bytes of one text against its limit. Seen at once, spoken after a pause and only where it gets tight. */
export function Counter({ bytes, limit }: { bytes: number; limit: number }) {
  const t = useTranslations('editor.counter')
  const loaded = useRef(bytes)
  const left = limit - bytes
  const tight = bytes >= limit * WARN_FROM
  const rest = left < 0 ? t('over', { over: -left }) : t('left', { left })

  useEffect(() => {
    if (bytes === loaded.current) return
    // From the first key press on, every count is news.
    loaded.current = Number.NaN
    if (!tight) return
    const timer = setTimeout(() => announce(rest), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [bytes, tight, rest])

  return (
    <span className="whitespace-nowrap">
      {t('used', { bytes, limit })}
      {tight ? (
        <span className={`ms-1.5 font-medium ${left < 0 ? 'text-bad' : 'text-warn'}`}>
          <TriangleAlert aria-hidden className="me-1 mb-0.5 inline size-3.5" />
          {rest}
        </span>
      ) : null}
    </span>
  )
}
