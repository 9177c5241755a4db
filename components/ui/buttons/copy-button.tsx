'use client'

import { Check, Copy, type LucideIcon, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { announce } from '@/lib/client/browser/announce'
import { Button } from './button'

const RESULT_SHOWN_MS = 2_000
const RESULT_ICONS = { copied: Check, failed: X } as const

type Props = {
  /** A function is called at the press, so that the button does not render while the text changes. */
  text: string | (() => string)
  /** Says what is copied; the accessible name of the button. */
  label: string
  /** Shows the label beside the icon. */
  showsLabel?: boolean
  /** Tells several copy buttons side by side apart. */
  icon?: LucideIcon
}

export function CopyButton({ text, label, showsLabel = false, icon = Copy }: Props) {
  const t = useTranslations('app')
  const [state, setState] = useState<'idle' | keyof typeof RESULT_ICONS>('idle')

  async function onClick() {
    const copied = await copy(typeof text === 'string' ? text : text())
    setState(copied ? 'copied' : 'failed')
    if (copied) announce(t('copied'))
    setTimeout(() => setState('idle'), RESULT_SHOWN_MS)
  }

  const Icon = state === 'idle' ? icon : RESULT_ICONS[state]
  return (
    <Button
      variant={showsLabel ? 'secondary' : 'quiet'}
      size="small"
      aria-label={showsLabel ? undefined : label}
      title={showsLabel ? undefined : label}
      onClick={onClick}
    >
      <Icon aria-hidden className="size-3.5" />
      {showsLabel ? (state === 'copied' ? t('copied') : label) : null}
    </Button>
  )
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyWithCopyEvent(text)
  }
}

/** Pages without HTTPS have no clipboard API. A `copy` event works there and keeps line ends. */
function copyWithCopyEvent(text: string): boolean {
  let copied = false
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    copied = true
  }
  document.addEventListener('copy', fill, { once: true })
  document.execCommand('copy')
  document.removeEventListener('copy', fill)
  return copied
}
