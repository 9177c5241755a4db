'use client'

import { useHydrated } from '@/lib/client/hooks/hydrated'

const MAC: Partial<Record<string, string>> = { Ctrl: '⌘', Alt: '⌥', Enter: '↩', Backspace: '⌫' }

/** Key caps as the keyboard at hand has them; `Ctrl` stands for ⌘ on Apple's. */
export function Kbd({ keys }: { keys: readonly string[] }) {
  const mac = useHydrated() && /Mac|iPhone|iPad/.test(navigator.platform)
  return (
    <kbd className="inline-flex gap-1 whitespace-nowrap font-sans text-xs">
      {keys.map((key) => (
        <span key={key} className="rounded border border-line bg-page px-1.5 py-0.5 text-muted">
          {mac ? (MAC[key] ?? key) : key}
        </span>
      ))}
    </kbd>
  )
}
