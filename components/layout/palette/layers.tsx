'use client'

import { KeyList } from './key-list'
import { Palette } from './palette'

export type Layer = 'palette' | 'keys'

export type LayersProps = {
  layer: Layer
  /** Typed before the layer was there. */
  early: string
  onChange: (layer: Layer | null) => void
}

/** What opens over a page by a key; loaded when first asked for. */
export function Layers({ layer, early, onChange }: LayersProps) {
  const close = () => onChange(null)
  return layer === 'keys' ? (
    <KeyList onClose={close} />
  ) : (
    <Palette initial={early} onClose={close} onKeys={() => onChange('keys')} />
  )
}
