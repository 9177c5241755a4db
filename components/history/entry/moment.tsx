'use client'

import Link from 'next/link'
import { useId } from 'react'
import { useMoment } from '@/components/ui/when'

/** The time of a change, leading to it; on hover and on focus the exact one, its zone and UTC. */
export function Moment({ id, at, withDay }: { id: string; at: string; withDay: boolean }) {
  const tip = useId()
  const { relative, clock, dated, exact, utc } = useMoment(at)
  return (
    <span className="relative">
      <Link
        href={`/changes/${id}`}
        aria-describedby={tip}
        className="peer inline-block rounded-sm py-0.5 font-semibold underline-offset-2 hover:underline"
      >
        <time dateTime={at}>{withDay ? dated : clock}</time>
      </Link>
      <span
        id={tip}
        role="tooltip"
        className="invisible absolute start-0 top-full z-20 w-max max-w-72 rounded-md border border-line bg-surface px-2 py-1 text-sm shadow-lg peer-hover:visible peer-focus-visible:visible"
      >
        <span className="block font-medium">{relative}</span>
        <span className="block">{exact}</span>
        <span className="block text-muted">{utc}</span>
      </span>
    </span>
  )
}
