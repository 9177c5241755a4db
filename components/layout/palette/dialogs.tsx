'use client'

import { KeyboardShortcutsDialog } from './keyboard-shortcuts-dialog'
import { Palette } from './palette'

export type DialogName = 'palette' | 'keys'

export type PaletteDialogsProps = {
  dialog: DialogName
  /** Typed before the code of the dialog was loaded. */
  earlyText: string
  onChange: (dialog: DialogName | null) => void
}

/** The dialogs of the keyboard shortcuts. One lazily loaded chunk. */
export function PaletteDialogs({ dialog, earlyText, onChange }: PaletteDialogsProps) {
  const close = () => onChange(null)
  return dialog === 'keys' ? (
    <KeyboardShortcutsDialog onClose={close} />
  ) : (
    <Palette initialText={earlyText} onClose={close} onShowShortcuts={() => onChange('keys')} />
  )
}
