import { codeControlClass } from '@/components/ui/fields/exact-text'
import { useEarlyInput } from '@/lib/client/resilience/use-early-input'
import { useEditor } from '../../editor-context'
import { toDisplayedText } from './displayed-text'
import type { ControlProps } from './line-field'

type Props = {
  control: ControlProps
  text: string
  onType: (typed: string) => void
  onFocus?: () => void
  placeholder?: string
  rows?: number
  className: string
}

/** The text area of a key or a value. */
export function LineTextArea(props: Props) {
  const { control, text, onType, onFocus, placeholder, rows = 1, className } = props
  const { isReadOnly, isFrozen } = useEditor()
  const { id } = control
  const earlyInput = useEarlyInput(() => document.getElementById(id), onType)
  return (
    // Each attribute by name: on Node 20 spreading `exactTextProps` and others takes 15 µs longer, for
    // each of the twenty fields of a full room.
    <textarea
      id={id}
      name={id}
      aria-invalid={control['aria-invalid']}
      aria-describedby={control['aria-describedby']}
      data-early-input={earlyInput['data-early-input']}
      dir="auto"
      autoComplete="off"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      value={toDisplayedText(text)}
      placeholder={placeholder}
      readOnly={isReadOnly || isFrozen}
      rows={rows}
      onChange={({ target }) => onType(target.value)}
      onFocus={onFocus}
      className={`${codeControlClass} field-sizing-content resize-none leading-5 ${className}`}
    />
  )
}
