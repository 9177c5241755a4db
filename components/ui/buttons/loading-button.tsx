'use client'

import { LoaderCircle } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useDebounced } from '@/lib/client/hooks/debounced'
import { Button } from './button'

const UNSEEN_MS = 150

/** A button whose act takes a moment: it stays pressable and says that it works, unless that is over at once. */
export function BusyButton({
  busy,
  children,
  ...props
}: ComponentProps<typeof Button> & { busy: boolean }) {
  const busyForLong = useDebounced(busy, UNSEEN_MS) && busy
  return (
    <Button {...props} aria-busy={busy}>
      {busyForLong ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : null}
      {children}
    </Button>
  )
}
