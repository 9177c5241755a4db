'use client'

import { useTranslations } from 'next-intl'
import { type ComponentType, lazy, Suspense, useState } from 'react'

/**
 * A part of a page that comes when it is first drawn, with a boundary around it: without one whatever is beside it
 * would wait, and a text field there would take back what is typed meanwhile. A part that cannot be loaded says so in
 * its place and is asked for again when it is next drawn anew; it never takes the page with its draft down.
 * (`next/dynamic` does the first half in three kilobytes more.)
 */
export function lazily<P extends object>(
  load: () => Promise<ComponentType<P>>,
): (props: P) => React.ReactNode {
  const begin = () =>
    lazy(async (): Promise<{ default: ComponentType<P> }> => {
      try {
        return { default: await load() }
      } catch {
        newest = begin()
        return { default: Missing }
      }
    })
  let newest = begin()
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, where its module begins
  return function Lazily(props: P) {
    const [Part] = useState(() => newest)
    return (
      <Suspense>
        <Part {...props} />
      </Suspense>
    )
  }
}

function Missing() {
  const t = useTranslations('app')
  return (
    <p role="alert" className="text-bad">
      {t('partMissing')}
    </p>
  )
}
