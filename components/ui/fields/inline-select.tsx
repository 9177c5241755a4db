'use client'

import { useHydrated } from '@/lib/client/hooks/use-hydrated'

type Props<Name extends string> = {
  label: string
  value: Name
  options: readonly Name[]
  nameOf: (option: Name) => string
  onChange: (option: Name) => void
}

/** A native select with its label beside it, disabled until hydration as buttons are. */
export function InlineSelect<Name extends string>(props: Props<Name>) {
  const { label, value, options, nameOf, onChange } = props
  const hydrated = useHydrated()
  return (
    <label className="flex items-center gap-1.5 text-muted text-sm">
      {label}
      <select
        value={value}
        disabled={!hydrated}
        onChange={(event) => {
          const option = options.find((name) => name === event.target.value)
          if (option) onChange(option)
        }}
        className="min-h-8 rounded-md border border-control bg-surface px-1.5 text-ink"
      >
        {options.map((name) => (
          <option key={name} value={name}>
            {nameOf(name)}
          </option>
        ))}
      </select>
    </label>
  )
}
