'use client'

import { type ReactNode, useEffect, useRef } from 'react'

let firstPage = true

/** The `h1` of a page. After a change of page it takes the focus, so that a screen reader says where one is. */
export function PageTitle({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!firstPage) heading.current?.focus({ preventScroll: true })
    firstPage = false
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1} className="min-w-0 font-semibold text-xl">
      {children}
    </h1>
  )
}
