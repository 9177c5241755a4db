'use client'

import Link from 'next/link'
import { useId } from 'react'
import { useMoment } from '@/components/ui/timestamp'
import { useHydrated } from '@/lib/client/hooks/hydrated'

/** The time of a change, leading to it; on hover and on focus the exact one, its zone and UTC. */
export function Moment({ id, at, withDay }: { id: string; at: string; withDay: boolean }) {
  const tip = useId()
  const say = useMoment(at)
  const hydrated = useHydrated()
  return (
    <span className="relative">
      <Link
        href={`/changes/${id}`}
        aria-describedby={tip}
        className="peer inline-block rounded-sm py-0.5 font-semibold underline-offset-2 hover:underline"
      >
        <time dateTime={at}>{say(withDay ? 'dated' : 'clock')}</time>
      </Link>
      <span
        id={tip}
        role="tooltip"
        className="invisible absolute start-0 top-full z-20 w-max max-w-72 rounded-md border border-line bg-surface px-2 py-1 text-sm shadow-lg peer-hover:visible peer-focus-visible:visible"
      >
        {hydrated ? (
          <>
            <span className="block font-medium">{say('relative')}</span>
            <span className="block">{say('exact')}</span>
            <span className="block text-muted">{say('utc')}</span>
          </>
        ) : null}
      </span>
    </span>
  )
}
