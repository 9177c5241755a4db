'use client'

import type { ComponentProps } from 'react'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'
import { type ButtonSize, type ButtonVariant, buttonClass } from './button-class'

type Props = ComponentProps<'button'> & { variant?: ButtonVariant; size?: ButtonSize }

/** A button that is disabled until hydration, because an earlier press would be lost. */
export function Button({ variant, size, className = '', type = 'button', ...props }: Props) {
  const hydrated = useHydrated()
  return (
    <button
      {...props}
      type={type}
      disabled={props.disabled || !hydrated}
      className={`${buttonClass(variant, size)} ${className}`}
    />
  )
}
