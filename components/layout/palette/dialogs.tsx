'use client'

import { useEffect, useEffectEvent } from 'react'
import { KeyboardShortcutsDialog } from './keyboard-shortcuts-dialog'
import { Palette } from './palette'

export type DialogName = 'palette' | 'keys'

type Props = {
  dialog: DialogName
  /** Typed before the code of the dialog was loaded. */
  earlyText: string
  /** Called when the dialog is shown and takes the keys itself. */
  onReady: () => void
  onChange: (dialog: DialogName | null) => void
}

/** The dialogs of the keyboard shortcuts. One lazily loaded chunk. */
export function PaletteDialogs({ dialog, earlyText, onReady, onChange }: Props) {
  const handleReady = useEffectEvent(onReady)
  useEffect(() => handleReady(), [])
  const close = () => onChange(null)
  return dialog === 'keys' ? (
    <KeyboardShortcutsDialog onClose={close} />
  ) : (
    <Palette initialText={earlyText} onClose={close} onShowShortcuts={() => onChange('keys')} />
  )
}
