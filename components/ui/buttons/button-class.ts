const LOOKS = {
  primary:
    'bg-accent text-on-accent border-accent hover:bg-accent-strong hover:border-accent-strong',
  secondary: 'bg-surface text-ink border-control hover:bg-hover',
  quiet: 'border-transparent text-ink hover:bg-hover',
  danger: 'border-transparent text-bad hover:bg-bad-soft',
} as const

export type Look = keyof typeof LOOKS
export type Size = 'regular' | 'small'

/** The look of a control; links that act like one borrow it. At least 28 px high, so that a finger finds it. */
export function buttonClass(look: Look = 'secondary', size: Size = 'regular'): string {
  const box = size === 'small' ? 'min-h-7 px-2 text-sm' : 'min-h-9 px-3'
  return `inline-flex items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap ${box} ${LOOKS[look]}`
}
