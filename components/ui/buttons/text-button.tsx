import type { ComponentProps } from 'react'

/** A small act inside a line of text, 24 px high so that a line with one is no taller than a line without. */
export function TextButton({
  className = '',
  type = 'button',
  ...props
}: ComponentProps<'button'>) {
  return (
    <button
      {...props}
      type={type}
      className={`inline-flex min-h-6 items-center gap-1 rounded-sm px-1 font-medium text-accent text-xs underline-offset-2 hover:underline ${className}`}
    />
  )
}
