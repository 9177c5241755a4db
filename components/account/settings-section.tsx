import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'

/** A section of the account page. `id` is the id of its heading. */
export function SettingsSection({
  id,
  title,
  children,
}: {
  id: string
  title: string
  children: ReactNode
}) {
  return (
    <Card as="section" aria-labelledby={id} className="space-y-2 px-4 py-3">
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      {children}
    </Card>
  )
}
