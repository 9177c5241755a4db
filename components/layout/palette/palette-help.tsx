'use client'

import { useTranslations } from 'next-intl'
import { Kbd } from './kbd'

const HINTS = [
  ['choose', ['↑', '↓']],
  ['run', ['Enter']],
  ['close', ['Esc']],
] as const

/** The keys of the palette. Hidden from screen readers, which announce the keys of a list. */
export function PaletteHelp() {
  const t = useTranslations('palette')
  return (
    <p
      aria-hidden
      className="hidden gap-4 border-line border-t px-4 py-2 text-muted text-xs sm:flex"
    >
      {HINTS.map(([action, keys]) => (
        <span key={action}>
          <Kbd keys={keys} /> {t(action)}
        </span>
      ))}
    </p>
  )
}
