'use client'

import { type ReactNode, useState } from 'react'

type Props = {
  summary: string
  columns: readonly string[]
  /** Its rows; drawn only when they are asked for: there may be a thousand. */
  rows: () => ReactNode
}

/** What a picture shows, as a table behind a control. */
export function PictureTable({ summary, columns, rows }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <details className="text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit rounded-sm py-1 pe-2 text-muted">{summary}</summary>
      {open ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
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
