import type { ComponentProps } from 'react'

/** A small button in a line of text. It is 24 px high, so that it does not make the line taller. */
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
