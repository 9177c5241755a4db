'use client'

import { type ReactNode, useState } from 'react'

type Props = {
  summary: string
  columns: readonly string[]
  /** Called only while the table is open, because there can be a thousand rows. */
  rows: () => ReactNode
}

/** The data of a chart as a table that can be opened. */
export function ChartTable({ summary, columns, rows }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <details className="text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit rounded-sm py-1 pe-2 text-muted">{summary}</summary>
      {open ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach what scrolls
        <div tabIndex={0} className="max-h-80 overflow-auto">
          <table className="w-full">
            <thead>
              <tr className="text-muted">
                {columns.map((column) => (
                  <th key={column} scope="col" className="py-1 pe-3 text-start font-normal">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>{rows()}</tbody>
          </table>
        </div>
      ) : null}
    </details>
  )
}
