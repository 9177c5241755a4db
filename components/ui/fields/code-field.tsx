'use client'

import type { ComponentProps } from 'react'
import { TextField } from './text-field'

/** A one-time or backup code: browsers fill it in, and change nothing of what is typed. */
export function CodeField(props: Omit<ComponentProps<typeof TextField>, 'name'>) {
  return (
    <TextField
      {...props}
      name="code"
      autoComplete="one-time-code"
      autoCapitalize="off"
      spellCheck={false}
      className="font-mono"
    />
  )
}
