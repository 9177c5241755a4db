'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentType, useState } from 'react'
import { buttonClass } from '@/components/ui/buttons/button-class'
import { announce } from '@/lib/client/browser/announce'
import { Kbd } from './kbd'
import type { Layer, LayersProps } from './layers'
import { useGlobalKeys } from './use-global-keys'

const load = () => import('./layers')
/** What fails here fails again, and is told, when the layer is opened. */
const preload = () => void load().catch(() => undefined)

/** The button of the palette, and the keys that hold on every page. */
export function Shortcuts() {
  const t = useTranslations('palette')
  const [layer, setLayer] = useState<Layer | null>(null)
  const [early, setEarly] = useState('')
  const [failed, setFailed] = useState(false)
  const [Layers, setLayers] = useState<ComponentType<LayersProps> | null>(null)

  function change(next: Layer | null) {
    setLayer(next)
    setEarly('')
    setFailed(false)
    if (next !== null && !Layers) void fetchLayers()
  }

  // By hand, not by React.lazy: without its code a layer must not take the page and its draft down.
  async function fetchLayers() {
    try {
      const module = await load()
      setLayers(() => module.Layers)
    } catch {
      setLayer(null)
      setFailed(true)
      announce(t('notLoaded'), 'assertive')
    }
  }

  useGlobalKeys({
    waiting: layer !== null && !Layers,
    onEarly: (key) => setEarly((text) => text + key),
    onOpen: change,
    onModifier: preload,
  })

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => change('palette')}
        onPointerEnter={preload}
        className={buttonClass('quiet', 'small')}
      >
        <Search aria-hidden className="size-4 text-muted" />
        <span className="sr-only">{t('open')}</span>
        <span className="max-sm:hidden">
          <Kbd keys={['Ctrl', 'K']} />
        </span>
      </button>
      {failed ? <p className="order-last basis-full text-bad text-sm">{t('notLoaded')}</p> : null}
      {Layers && layer ? <Layers layer={layer} early={early} onChange={change} /> : null}
    </>
  )
}
