import { CircleX } from 'lucide-react'
import type { ReactNode } from 'react'
import { AfterHydration } from '@/components/ui/after-hydration'
import { SecondLine } from '../rows/second-line'

export type ControlProps = { id: string; 'aria-invalid': boolean; 'aria-describedby': string }

type Props = {
  /** Id of the control. The ids of error, bytes and hint start with it. */
  id: string
  /** For screen readers: the head of the column shows it. */
  label: string
  error?: ReactNode
  hint: ReactNode
  isOpen: boolean
  /** The first picture may show the hint: it may open the second line. */
  isHintUrgent: boolean
  /** The places of the control and of the second line in the grid of the row. */
  className: string
  hintClassName: string
  children: (controlProps: ControlProps) => ReactNode
}

/** A field of a row: the control in the line, its error and hints in the second line. */
export function LineField(props: Props) {
  const { id, label, error, hint, isOpen, isHintUrgent, className, hintClassName, children } = props
  const describedBy = `${id}.bytes ${id}.hint`
  return (
    <>
      <div className={`min-w-0 ${className}`}>
        <label htmlFor={id} className="sr-only">
          {label}
        </label>
        {children({
          id,
          'aria-invalid': Boolean(error),
          'aria-describedby': error ? `${id}.error ${describedBy}` : describedBy,
        })}
      </div>
      <SecondLine id={`${id}.hint`} isOpen={isOpen} className={hintClassName}>
        {/* Closed lines show nothing, so that the server need not render what is in them. */}
        <AfterHydration isShownEarlier={isHintUrgent || Boolean(error)}>
          <p
            id={`${id}.error`}
            data-message={error ? '' : undefined}
            className="flex min-w-0 items-start gap-1 font-medium text-bad empty:hidden"
          >
            {error ? <CircleX aria-hidden className="mt-1.5 size-3.5 shrink-0" /> : null}
            {error ? <span>{error}</span> : null}
          </p>
          {hint}
        </AfterHydration>
      </SecondLine>
    </>
  )
}
