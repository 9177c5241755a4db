import type { Change, Outcome } from '@/lib/shared/changes/change'

/** The shape of each source, whole and half, in a 12 × 12 view box. */
const SHAPES = {
  console: {
    whole: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9Z',
    half: 'M1.5 6a4.5 4.5 0 0 0 9 0Z',
  },
  outside: { whole: 'M6 1l5 5l-5 5l-5-5Z', half: 'M1 6l5 5l5-5Z' },
  restore: { whole: 'M10.5 1.5v9l-9-4.5Z', half: 'M1.5 6h9v4.5Z' },
} as const satisfies Record<Change['source'], { whole: string; half: string }>

const INKS = {
  applied: 'text-accent',
  partial: 'text-warn',
  'not-applied': 'text-muted',
  pending: 'text-warn',
  unknown: 'text-warn',
} as const satisfies Record<Outcome, string>

/**
 * The mark of a change. The shape shows its source. The fill shows its outcome: full = applied,
 * half = partial, empty and struck through = not applied, dashed = unsettled.
 */
export function MarkShape({ source, outcome }: { source: Change['source']; outcome: Outcome }) {
  const { whole, half } = SHAPES[source]
  const unsettled = outcome === 'pending' || outcome === 'unknown'
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 12 12"
      className={`size-3.5 shrink-0 overflow-visible ${INKS[outcome]}`}
      stroke="currentColor"
      strokeWidth="1.25"
    >
      <path
        d={whole}
        fill={outcome === 'applied' ? 'currentColor' : 'var(--surface)'}
        strokeDasharray={unsettled ? '2 1.5' : undefined}
      />
      {outcome === 'partial' ? <path d={half} fill="currentColor" /> : null}
      {outcome === 'not-applied' ? <path d="M2.5 9.5l7-7" /> : null}
    </svg>
  )
}
