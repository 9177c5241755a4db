'use client'

type Props<Name extends string> = {
  label: string
  value: Name
  options: readonly Name[]
  nameOf: (option: Name) => string
  onChange: (option: Name) => void
}

/** A native select with its label beside it. */
export function ListSelect<Name extends string>(props: Props<Name>) {
  const { label, value, options, nameOf, onChange } = props
  return (
    <label className="flex items-center gap-1.5">
      {label}
      <select
        value={value}
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
