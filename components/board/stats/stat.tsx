import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'

type Props = {
  /** What is counted; names the region for screen readers. */
  label: string
  /** The number, or one or two words. */
  value: ReactNode
  isWarning?: boolean
  children: ReactNode
}

/** One figure of the board, and what is behind it. */
export function Stat({ label, value, isWarning, children }: Props) {
  return (
    <Card
      as="section"
      aria-label={label}
      className={`flex min-w-0 flex-wrap content-start items-baseline justify-between gap-x-3 gap-y-1 px-3.5 py-2.5 sm:flex-col sm:flex-nowrap sm:items-stretch sm:justify-start sm:py-3 ${isWarning ? 'border-warn' : ''}`}
    >
      <h2 className="font-normal text-muted text-sm">{label}</h2>
      <p className={`font-semibold text-2xl leading-8 ${isWarning ? 'text-warn' : ''}`}>{value}</p>
      <div className="min-w-0 basis-full text-sm sm:min-h-20 sm:basis-auto">{children}</div>
    </Card>
  )
}

/** What a figure says when there is nothing to list. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="text-muted">{children}</p>
}
