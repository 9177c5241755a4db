import { useSyncExternalStore } from 'react'
import { keep, LOOKS_CHANGED, listenToLooks } from '@/lib/client/browser/appearance'
import { type Density, densityFrom } from '@/lib/shared/appearance/density'

/** Draws rows closer together, or wider, at once and on the next page. */
export function keepDensity(density: Density): void {
  keep('density', density)
  document.documentElement.dataset.density = density
  dispatchEvent(new Event(LOOKS_CHANGED))
}

export function useDensity(initial: Density): Density {
  return useSyncExternalStore(
    listenToLooks,
    () => densityFrom(document.documentElement.dataset.density),
    () => initial,
  )
}
