'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useState } from 'react'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'
import { utf8Bytes } from '@/lib/shared/metadata/bytes'
import type { Entry } from '@/lib/shared/metadata/entry'
import { LIMITS } from '@/lib/shared/metadata/limits'

const SHADES = ['bg-accent', 'bg-accent/65', 'bg-accent/40'] as const

/**
 * Shows each key's share of the room's bytes. A click on a part moves the focus to its row. The bar
 * is one tab stop with arrow keys inside, so that the rows stay one Tab away. Until hydration, when a
 * click would be lost, the parts are no buttons.
 */
export function ByteBar({
  entries,
  onPick: onSelect,
}: {
  entries: readonly Entry[]
  onPick: (index: number) => void
}) {
  const t = useTranslations('editor.bar')
  const isHydrated = useHydrated()
  const [focusedIndex, setFocusedIndex] = useState(0)
  const parts = entries.map(({ key, value }) => ({ key, bytes: utf8Bytes(value) }))
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0)
  const scale = Math.max(total, LIMITS.totalBytes)
  const tabStop = Math.min(focusedIndex, parts.length - 1)

  function moveFocus(event: KeyboardEvent<HTMLDivElement>) {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = tabStop + step
    if (step === 0 || next < 0 || next >= parts.length) return
    event.preventDefault()
    setFocusedIndex(next)
    const target = event.currentTarget.children[next]
    if (target instanceof HTMLElement) target.focus()
  }

  return (
    <div
      role="toolbar"
      aria-label={t('label')}
      onKeyDown={moveFocus}
      className="flex h-6 overflow-hidden rounded-md bg-line bg-clip-content py-2 forced-color-adjust-none"
    >
      {parts.map(({ key, bytes }, index) => {
        const look = {
          style: { width: `${(bytes / scale) * 100}%` },
          className: `-my-2 min-w-1 border-page border-e bg-clip-content py-2 hover:bg-accent-strong focus-visible:-outline-offset-2 focus-visible:outline-ink ${total > LIMITS.totalBytes ? 'bg-bad' : SHADES[index % SHADES.length]}`,
        }
        // biome-ignore lint/suspicious/noArrayIndexKey: a draft may contain a key twice
        if (!isHydrated) return <span key={index} {...look} />
        const label = t('part', { key, bytes, share: bytes / LIMITS.totalBytes })
        return (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a draft may contain a key twice
            key={index}
            type="button"
            title={label}
            aria-label={label}
            tabIndex={index === tabStop ? 0 : -1}
            onFocus={() => setFocusedIndex(index)}
            onClick={() => onSelect(index)}
            {...look}
          />
        )
      })}
    </div>
  )
}
