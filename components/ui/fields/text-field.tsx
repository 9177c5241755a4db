'use client'

import type { ComponentProps, ReactNode } from 'react'
import { Field } from './field'

type Props = Omit<ComponentProps<'input'>, 'id'> & {
  id: string
  label: ReactNode
  error?: ReactNode
  hint?: ReactNode
  /** Shown inside the input, at its end. */
  children?: ReactNode
}

/** The classes of a control for ordinary text. Keys and values use `codeControlClass`. */
export const inputClass =
  'block min-h-9 w-full rounded-md border border-control bg-surface px-2.5 aria-invalid:border-bad'

/** A labelled text input. It is uncontrolled, because password managers bypass React state. */
export function TextField({ id, label, error, hint, children, className = '', ...input }: Props) {
  return (
    <Field id={id} label={label} error={error} hint={hint}>
      {(controlProps) => (
        <div className="relative">
          <input {...input} {...controlProps} className={`${inputClass} ${className}`} />
          {children}
        </div>
      )}
    </Field>
  )
}
