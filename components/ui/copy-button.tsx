'use client'

import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { announce } from '@/lib/client/announce'
import { Button } from './button'

const SHOWN_MS = 2_000

/** Copies `text`; `label` says what, for those who cannot see what stands beside it. */
export function CopyButton({
  text,
  label,
  wordy = false,
}: {
  text: string
  label: string
  wordy?: boolean
}) {
  const t = useTranslations('app')
  const [copied, setCopied] = useState(false)

  async function copy() {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    announce(t('copied'))
    setTimeout(() => setCopied(false), SHOWN_MS)
  }

  const Icon = copied ? Check : Copy
  return (
    <Button
      look={wordy ? 'secondary' : 'quiet'}
      size="small"
      aria-label={wordy ? undefined : label}
      onClick={copy}
    >
      <Icon aria-hidden className="size-3.5" />
      {wordy ? (copied ? t('copied') : label) : null}
    </Button>
  )
}
