const VARIANTS = {
  primary:
    'bg-accent text-on-accent border-accent hover:bg-accent-strong hover:border-accent-strong',
  secondary: 'bg-surface text-ink border-control hover:bg-hover',
  quiet: 'border-transparent text-ink hover:bg-hover',
  danger: 'border-transparent text-bad hover:bg-bad-soft',
} as const

export type ButtonVariant = keyof typeof VARIANTS
export type ButtonSize = 'regular' | 'small'

/** The classes of a button, also for links that look like one. At least 28 px high for touch. */
export function buttonClass(
  variant: ButtonVariant = 'secondary',
  size: ButtonSize = 'regular',
): string {
  const box = size === 'small' ? 'min-h-7 px-2 text-sm' : 'min-h-9 px-3'
  return `inline-flex items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap aria-disabled:cursor-default aria-disabled:opacity-60 ${box} ${VARIANTS[variant]}`
}
