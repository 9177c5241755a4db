'use client'

import { Check, Copy, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { announce } from '@/lib/client/browser/announce'
import { Button } from './button'

const SHOWN_MS = 2_000
const ICONS = { idle: Copy, copied: Check, failed: X } as const

type Props = {
  text: string
  /** Says what is copied, for those who cannot see what stands beside it. */
  label: string
  /** Shows the label; otherwise there is the icon alone. */
  wordy?: boolean
}

/** Copies `text` as it is. */
export function CopyButton({ text, label, wordy = false }: Props) {
  const t = useTranslations('app')
  const [state, setState] = useState<keyof typeof ICONS>('idle')

  async function press() {
    const copied = await copy(text)
    setState(copied ? 'copied' : 'failed')
    if (copied) announce(t('copied'))
    setTimeout(() => setState('idle'), SHOWN_MS)
  }

  const Icon = ICONS[state]
  return (
    <Button
      look={wordy ? 'secondary' : 'quiet'}
      size="small"
      aria-label={wordy ? undefined : label}
      title={wordy ? undefined : label}
      onClick={press}
    >
      <Icon aria-hidden className="size-3.5" />
      {wordy ? (state === 'copied' ? t('copied') : label) : null}
    </Button>
  )
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyByEvent(text)
  }
}

/** Browsers keep the clipboard from pages without https; the old way works there, and changes no line end. */
function copyByEvent(text: string): boolean {
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
