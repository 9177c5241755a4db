'use client'

import { useId } from 'react'
import { Link } from '@/components/ui/link'
import { useTimeFormatter } from '@/components/ui/timestamp'
import { useHydrated } from '@/lib/client/hooks/use-hydrated'
import { changePath } from '@/lib/client/paths'

/**
 * The time of a change as a link to it. A tooltip shows the exact local time and UTC. It lies over
 * the buttons of the change, so it lets clicks through.
 */
export function ChangeTime({ id, at, withDay }: { id: string; at: string; withDay: boolean }) {
  const tooltipId = useId()
  const formatTime = useTimeFormatter(at)
  const hydrated = useHydrated()
  return (
    <span className="relative">
      <Link
        href={changePath(id)}
        variant="plain"
        aria-describedby={tooltipId}
        className="peer inline-block rounded-sm py-0.5 font-semibold underline-offset-2 hover:underline"
      >
        <time dateTime={at}>{formatTime(withDay ? 'dated' : 'clock')}</time>
      </Link>
      <span
        id={tooltipId}
        role="tooltip"
        className="pointer-events-none invisible absolute start-0 top-full z-20 w-max max-w-72 rounded-md border border-line bg-surface px-2 py-1 text-sm shadow-lg peer-hover:visible peer-focus-visible:visible"
      >
        {hydrated ? (
          <>
            <span className="block font-medium">{formatTime('relative')}</span>
            <span className="block">{formatTime('exact')}</span>
            <span className="block text-muted">{formatTime('utc')}</span>
          </>
        ) : null}
      </span>
    </span>
  )
}
