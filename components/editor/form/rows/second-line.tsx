import type { ReactNode } from 'react'

type Props = {
  id: string
  /** The row had the focus, and nothing below it may move up yet. */
  isOpen: boolean
  className: string
  children: ReactNode
}

/**
 * What is said about a field, below the line. It shows while the row is open or an element in it has
 * `data-message`; hints alone do not open it.
 */
export function SecondLine({ id, isOpen, className, children }: Props) {
  return (
    <div
      id={id}
      data-open={isOpen ? '' : undefined}
      className={`second-line min-w-0 text-muted text-xs leading-6 ${className}`}
    >
      {children}
    </div>
  )
}
