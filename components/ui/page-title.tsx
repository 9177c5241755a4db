'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { focusPage } from '@/lib/client/browser/focus-page'

let isFirstPage = true

/**
 * The `h1` of a page. Takes the focus after navigation, so that screen readers announce the page.
 */
export function PageTitle({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!isFirstPage) focusPage(heading.current)
    isFirstPage = false
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1} className="min-w-0 font-semibold text-xl">
      {children}
    </h1>
  )
}
