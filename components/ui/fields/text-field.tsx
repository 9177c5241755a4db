'use client'

import type { ComponentProps, ReactNode } from 'react'
import { Field } from './field'

type Props = Omit<ComponentProps<'input'>, 'id'> & {
  id: string
  label: ReactNode
  error?: ReactNode
  hint?: ReactNode
  /** Stands inside the control's box, at its end. */
  children?: ReactNode
}

/** The look of a control that holds ordinary words; keys and values have their own. */
export const wordsClass =
  'block min-h-9 w-full rounded-md border border-control bg-surface px-2.5 aria-invalid:border-bad'

/** A line of text with its label. The browser keeps what is typed: managers fill it in their own ways. */
export function TextField({ id, label, error, hint, children, className = '', ...input }: Props) {
  return (
    <Field id={id} label={label} error={error} hint={hint}>
      {(wiring) => (
        <div className="relative">
          <input {...input} {...wiring} className={`${wordsClass} ${className}`} />
          {children}
        </div>
      )}
    </Field>
  )
}
