'use client'

import type { ComponentProps } from 'react'
import { useHydrated } from '@/lib/client/hooks/hydrated'
import { buttonClass, type Look, type Size } from './button-class'

type Props = ComponentProps<'button'> & { look?: Look; size?: Size }

/** Cannot be pressed before the page listens: a press would be lost without a word. */
export function Button({ look, size, className = '', type = 'button', ...props }: Props) {
  const hydrated = useHydrated()
  return (
    <button
      {...props}
      type={type}
      disabled={props.disabled || !hydrated}
      className={`${buttonClass(look, size)} ${className}`}
    />
  )
}
