'use client'

import { TriangleAlert } from 'lucide-react'
import { useLocale } from 'next-intl'
import { useEffect, useRef } from 'react'
import { announce } from '@/lib/client/browser/announce'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'
import { getNumberFormat } from '@/lib/shared/i18n/number-format'
import { WARNING_SHARE } from '@/lib/shared/metadata/limits'
import { useEditor } from '../../editor-context'

const ANNOUNCE_DELAY_MS = 1_000

type Props = {
  bytes: number
  limit: number
  /** For a column with the unit in its head: numbers alone, and near the limit what is left. */
  isShort?: boolean
}

/** Bytes of a text against its limit, announced to screen readers only near the limit. */
export function ByteCounter({ bytes, limit, isShort = false }: Props) {
  const { t } = useEditor()
  const numbers = getNumberFormat(useLocale())
  const isHydrated = useHydrated()
  const initialBytes = useRef(bytes)
  const left = limit - bytes
  // Only where it is shown: formatting a number for every row slows the first picture of a page.
  let remaining: string | null = null
  if (bytes >= limit * WARNING_SHARE)
    remaining = left < 0 ? t('counter.over', { over: -left }) : t('counter.left', { left })

  useEffect(() => {
    if (bytes === initialBytes.current) return
    // After the first change every count is announced, also the initial one.
    initialBytes.current = Number.NaN
    if (remaining === null) return
    const timer = setTimeout(() => announce(remaining), ANNOUNCE_DELAY_MS)
    return () => clearTimeout(timer)
  }, [bytes, remaining])

  return (
    <span>
      {isShort && remaining === null ? (
        <span aria-hidden={isHydrated || undefined} className="whitespace-nowrap">
          {t('counter.usedShort', {
            bytes: numbers.format(bytes),
            limit: numbers.format(limit),
          })}
        </span>
      ) : null}
      {/* A number that changes is the only child of its element: browsers and extensions that
          rewrite texts replace the text node, and React would go on updating the old one. */}
      {isShort && !isHydrated ? null : (
        <span className={isShort ? 'sr-only' : 'whitespace-nowrap'}>
          {t('counter.used', { bytes, limit })}
        </span>
      )}
      {remaining === null ? null : (
        <span className={`ms-1.5 font-medium ${left < 0 ? 'text-bad' : 'text-warn'}`}>
          <TriangleAlert aria-hidden className="me-1 mb-0.5 inline size-3.5" />
          <span>{remaining}</span>
        </span>
      )}
    </span>
  )
}
