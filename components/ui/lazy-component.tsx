'use client'

import { useTranslations } from 'next-intl'
import { type ComponentType, lazy, Suspense, useState } from 'react'

/**
 * A component that loads when it first renders, inside its own Suspense boundary: otherwise its
 * siblings would suspend, and text fields would lose what was typed meanwhile. A component that
 * fails to load shows an error in its place and loads again on the next mount, so that the page and
 * its draft survive. `next/dynamic` has no such retry and adds three kilobytes.
 */
export function lazyComponent<P extends object>(
  load: () => Promise<ComponentType<P>>,
): (props: P) => React.ReactNode {
  const createLazy = () =>
    lazy(async (): Promise<{ default: ComponentType<P> }> => {
      try {
        return { default: await load() }
      } catch {
        current = createLazy()
        return { default: LoadError }
      }
    })
  let current = createLazy()
  // biome-ignore lint/correctness/noComponentHookFactories: called once per component, at module level
  return function LazyComponent(props: P) {
    const [Component] = useState(() => current)
    return (
      <Suspense>
        <Component {...props} />
      </Suspense>
    )
  }
}

function LoadError() {
  const t = useTranslations('app')
  return (
    <p role="alert" className="text-bad">
      {t('partMissing')}
    </p>
  )
}
