import type { ComponentProps } from 'react'

const LOOKS = {
  primary:
    'bg-accent text-on-accent border-accent hover:bg-accent-strong hover:border-accent-strong',
  secondary: 'bg-surface text-ink border-control hover:bg-hover',
  quiet: 'border-transparent text-ink hover:bg-hover',
  danger: 'border-transparent text-bad hover:bg-bad-soft',
} as const

type Props = ComponentProps<'button'> & { look?: keyof typeof LOOKS; size?: 'regular' | 'small' }

/** The look of a control; links that act like one borrow it. At least 28 px high, so that a finger finds it. */
export function buttonClass(
  look: keyof typeof LOOKS = 'secondary',
  size: Props['size'] = 'regular',
): string {
  const box = size === 'small' ? 'min-h-7 px-2 text-sm' : 'min-h-9 px-3'
  return `inline-flex items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap ${box} ${LOOKS[look]}`
}

export function Button({ look, size, className = '', type = 'button', ...props }: Props) {
  return <button {...props} type={type} className={`${buttonClass(look, size)} ${className}`} />
}
