import { CircleX } from 'lucide-react'
import type { ReactNode } from 'react'

type ControlProps = { id: string; 'aria-invalid': boolean; 'aria-describedby': string }

type Props = {
  /** Id of the control. The ids of label, error and hint start with it. */
  id: string
  label: ReactNode
  error?: ReactNode
  /** Shown at the end of the line of the label. */
  aside?: ReactNode
  /** Shown below the control, for example a counter. */
  hint?: ReactNode
  className?: string
  children: (controlProps: ControlProps) => ReactNode
}

/**
 * Label and error above a control, hint below, connected by ids. The error is on the line of the
 * label, so that it moves nothing. A field takes two rows of the parent grid, so that fields side
 * by side stay aligned.
 */
export function Field({ id, label, error, aside, hint, className = '', children }: Props) {
  return (
    <div className={`row-span-2 grid min-w-0 grid-rows-subgrid ${className}`}>
      <div className="flex min-h-6 flex-wrap items-end gap-x-2 pb-0.5 text-xs">
        <label htmlFor={id} className="text-muted">
          {label}
        </label>
        <p id={`${id}.error`} className="flex min-w-0 items-start gap-1 font-medium text-bad">
          {error ? <CircleX aria-hidden className="mt-px size-3.5 shrink-0" /> : null}
          <span>{error}</span>
        </p>
        {aside ? <span className="ms-auto">{aside}</span> : null}
      </div>
      <div className="min-w-0">
        {children({
          id,
          'aria-invalid': Boolean(error),
          'aria-describedby': error ? `${id}.error ${id}.hint` : `${id}.hint`,
        })}
        <div id={`${id}.hint`} className="min-h-6 text-muted text-xs leading-6">
          {hint}
        </div>
      </div>
    </div>
  )
}
