'use client'

import { Command } from 'cmdk'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = { value: string; icon: LucideIcon; onSelect: () => void; children: ReactNode }

/** One item of the palette. `value` identifies it within the list and is not shown. */
export function PaletteItem({ value, icon: Icon, onSelect, children }: Props) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1 data-[selected=true]:bg-accent-soft forced-colors:data-[selected=true]:outline-2"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      {children}
    </Command.Item>
  )
}
