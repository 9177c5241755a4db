'use client'

import type { ComponentProps } from 'react'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'

/**
 * A small button in a line of text. It is 24 px high, so that it does not make the line taller.
 * Disabled until hydration, because an earlier press would be lost.
 */
export function TextButton({
  className = '',
  type = 'button',
  ...props
}: ComponentProps<'button'>) {
  const hydrated = useHydrated()
  return (
    <button
      {...props}
      type={type}
      disabled={props.disabled || !hydrated}
      className={`inline-flex min-h-6 items-center gap-1 rounded-sm px-1 font-medium text-accent text-xs underline-offset-2 hover:underline ${className}`}
    />
  )
}
