'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { codeControlClass, exactTextProps } from '@/components/ui/fields/exact-text'
import type { KeyDescription } from '@/lib/shared/catalogue/key-description'
import { isOfType } from '@/lib/shared/catalogue/value-types'
import { useEditor } from '../editor-context'
import type { ValueControlProps } from './known-keys-context'
import { fromLocalTime, toLocalTime } from './local-time'

/**
 * A control is only offered for text that it shows exactly. It changes the text when the person
 * uses it, and never by itself; a number field stays while what is typed is no number yet.
 */
export function hasControl({ type, choices = [] }: KeyDescription, value: string): boolean {
  switch (type) {
    case 'boolean':
      return isOfType.boolean(value)
    case 'choice':
      return value === '' || choices.includes(value)
    case 'number':
      return !/[\r\n]/.test(value)
    case 'colour':
      return /^#[\da-f]{6}$/i.test(value)
    case 'date-time':
      return isOfType['date-time'](value) && !Number.isNaN(Date.parse(value))
    default:
      return false
  }
}

/** As high as a text area of one line with its border, so that nothing moves when it takes its place. */
const HEIGHT = 'h-[calc(2rem+2px)]'

/** The control that fits the type of a key. Only for values that {@link hasControl} accepts. */
export function ValueControl(props: ValueControlProps) {
  switch (props.description.type) {
    case 'boolean':
      return <BooleanSwitch {...props} />
    case 'choice':
      return <ChoiceSelect {...props} />
    case 'colour':
      return <ColourInput {...props} />
    case 'date-time':
      return <DateTimeInput {...props} />
    default:
      return <NumberInput {...props} />
  }
}

function useIsLocked(): boolean {
  const { isReadOnly, isFrozen } = useEditor()
  return isReadOnly || isFrozen
}

/** Sets the value in one step that can be undone; undefined while the fields are locked. */
function usePick({ index }: ValueControlProps): ((text: string) => void) | undefined {
  const { rowActions } = useEditor()
  return useIsLocked() ? undefined : (text) => rowActions.setText(index, 'value', text)
}

function BooleanSwitch(props: ValueControlProps) {
  const t = useTranslations('knownKeys')
  const pick = usePick(props)
  const { value, controlProps } = props
  const isOn = value === 'true'
  const { 'aria-invalid': _, ...switchProps } = controlProps
  return (
    <button
      {...switchProps}
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-disabled={!pick}
      onClick={() => pick?.(isOn ? 'false' : 'true')}
      className={`${HEIGHT} group flex items-center gap-2 rounded-md px-1 font-mono text-sm`}
    >
      <span
        aria-hidden
        className="flex h-5 w-9 items-center rounded-full border border-control bg-sunken px-0.5 group-aria-checked:justify-end group-aria-checked:border-accent group-aria-checked:bg-accent forced-colors:group-aria-checked:bg-[Highlight]"
      >
        <span className="size-3.5 rounded-full bg-control group-aria-checked:bg-surface" />
      </span>
      {value}
      <span className="font-sans text-muted">{t(isOn ? 'on' : 'off')}</span>
    </button>
  )
}

function ChoiceSelect(props: ValueControlProps) {
  const pick = usePick(props)
  const { value, controlProps, description } = props
  const { choices = [] } = description
  return (
    <select
      {...controlProps}
      value={value}
      aria-disabled={!pick}
      onChange={({ target }) => pick?.(target.value)}
      className={`${codeControlClass} ${HEIGHT} max-w-80`}
    >
      {choices.includes(value) ? null : <option value={value}>{value}</option>}
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {choice}
        </option>
      ))}
    </select>
  )
}

/** Shows any text of one line: a number field would swallow what is no number yet, such as `5,`. */
function NumberInput({ value, controlProps, onType }: ValueControlProps) {
  const isLocked = useIsLocked()
  return (
    <input
      {...controlProps}
      {...exactTextProps}
      inputMode="decimal"
      value={value}
      readOnly={isLocked}
      onChange={({ target }) => onType(target.value)}
      className={`${codeControlClass} ${HEIGHT} max-w-80`}
    />
  )
}

function ColourInput({ value, controlProps, onType }: ValueControlProps) {
  const isLocked = useIsLocked()
  return (
    <div className="flex items-center gap-2">
      <input
        {...controlProps}
        type="color"
        aria-disabled={isLocked}
        value={value.toLowerCase()}
        onChange={({ target }) => {
          if (!isLocked) onType(target.value)
        }}
        className={`${HEIGHT} w-12 shrink-0 rounded-md border border-control bg-surface p-1`}
      />
      <span className="font-mono text-sm">{value}</span>
    </div>
  )
}

function DateTimeInput({ value, controlProps, onType }: ValueControlProps) {
  const isLocked = useIsLocked()
  // What the field holds stays as it is while its parts are typed, one digit after the other.
  const [typed, setTyped] = useState('')
  const shown = fromLocalTime(typed) === value ? typed : toLocalTime(value)
  return (
    <div className="flex items-center gap-2">
      <input
        {...controlProps}
        type="datetime-local"
        step="any"
        value={shown}
        readOnly={isLocked}
        onChange={({ target }) => {
          if (target.value === '') return
          setTyped(target.value)
          onType(fromLocalTime(target.value))
        }}
        className={`${codeControlClass} ${HEIGHT} max-w-64 shrink-0`}
      />
      <span title={value} className="min-w-0 truncate font-mono text-muted text-xs">
        {value}
      </span>
    </div>
  )
}
