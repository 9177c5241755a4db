'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentProps, useState } from 'react'
import { TextField } from './text-field'

/** A password, which can be pasted, filled in by a manager, and looked at. */
export function PasswordField(props: Omit<ComponentProps<typeof TextField>, 'type' | 'children'>) {
  const t = useTranslations('signIn')
  const [shown, setShown] = useState(false)
  const label = t(shown ? 'hide' : 'show')
  const Icon = shown ? EyeOff : Eye
  return (
    <TextField
      {...props}
      type={shown ? 'text' : 'password'}
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      className="pe-11"
    >
      <button
        type="button"
        aria-label={label}
        title={label}
        aria-controls={props.id}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0.5 end-0.5 grid w-9 place-items-center rounded-md hover:bg-hover"
      >
        <Icon aria-hidden className="size-4 text-muted" />
      </button>
    </TextField>
  )
}
