'use client'

import { useHydrated } from '@/lib/client/hooks/use-hydrated'

const MAC_SYMBOLS: Partial<Record<string, string>> = {
  Ctrl: '⌘',
  Alt: '⌥',
  Enter: '↩',
}

/** A key combination. Shows the Mac symbols on a Mac, where `Ctrl` stands for ⌘. */
export function Kbd({ keys }: { keys: readonly string[] }) {
  const isMac = useHydrated() && /Mac|iPhone|iPad/.test(navigator.platform)
  return (
    <kbd className="inline-flex gap-1 whitespace-nowrap font-sans text-xs">
      {keys.map((key) => (
        <span key={key} className="rounded border border-line bg-page px-1.5 py-0.5 text-muted">
          {isMac ? (MAC_SYMBOLS[key] ?? key) : key}
        </span>
      ))}
    </kbd>
  )
}
