'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentProps, useState } from 'react'
import { TextField } from './text-field'

/** A password field with a button that shows the password. */
export function PasswordField(props: Omit<ComponentProps<typeof TextField>, 'type' | 'children'>) {
  const t = useTranslations('signIn')
  const [isShown, setIsShown] = useState(false)
  const label = t(isShown ? 'hide' : 'show')
  const Icon = isShown ? EyeOff : Eye
  return (
    <TextField
      {...props}
      type={isShown ? 'text' : 'password'}
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
        onClick={() => setIsShown(!isShown)}
        className="absolute inset-y-0.5 end-0.5 grid w-9 place-items-center rounded-md hover:bg-hover"
      >
        <Icon aria-hidden className="size-4 text-muted" />
      </button>
    </TextField>
  )
}
