'use client'

import { LoaderCircle } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useDebounced } from '@/lib/client/hooks/use-debounced'
import { Button } from './button'

const SPINNER_DELAY_MS = 150

/**
 * A button for an action that takes time. Stays enabled, so that it keeps the focus, and shows a
 * spinner only if the action takes longer than {@link SPINNER_DELAY_MS}.
 */
export function LoadingButton({
  loading,
  children,
  ...props
}: ComponentProps<typeof Button> & { loading: boolean }) {
  const showsSpinner = useDebounced(loading, SPINNER_DELAY_MS) && loading
  return (
    <Button {...props} aria-busy={loading}>
      {showsSpinner ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : null}
      {children}
    </Button>
  )
}
