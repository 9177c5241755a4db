import type { ReactNode } from 'react'

const INKS = { good: 'text-good', warn: 'text-warn', info: 'text-ink' } as const

type Props = {
  tone: keyof typeof INKS
  icon: ReactNode
  children: ReactNode
  /** Buttons with possible actions. */
  actions?: ReactNode
}

/** A message of one line in the save bar, which keeps its room so that nothing moves. */
export function StatusLine({ tone, icon, children, actions }: Props) {
  return (
    <div className={`flex flex-wrap items-center gap-x-1.5 ${INKS[tone]}`}>
      <p className="flex min-w-0 items-start gap-1.5 font-medium">
        {icon}
        <span className="min-w-0">{children}</span>
      </p>
      {actions}
    </div>
  )
}

/** The classes of the icon of a line. */
export const lineIconClass = 'mt-0.5 size-4 shrink-0'
