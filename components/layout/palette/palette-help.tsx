'use client'

import { useTranslations } from 'next-intl'
import { Kbd } from './kbd'

const HELP = [
  ['choose', ['↑', '↓']],
  ['run', ['Enter']],
  ['leave', ['Esc']],
] as const

/** The keys of the palette, for eyes: screen readers tell them of any list. */
export function PaletteHelp() {
  const t = useTranslations('palette')
  return (
    <p
      aria-hidden
      className="hidden gap-4 border-line border-t px-4 py-2 text-muted text-xs sm:flex"
    >
      {HELP.map(([act, keys]) => (
        <span key={act}>
          <Kbd keys={keys} /> {t(act)}
        </span>
      ))}
    </p>
  )
}
