import { useEffect, useEffectEvent } from 'react'
import { call } from '@/lib/client/api/api'
import type { Self } from '@/lib/shared/api/auth-endpoints'

/**
 * Somebody comes back to this window: they may have signed in in another one, which counts here as well. Returns the
 * same question for a press; it resolves to true where somebody was found.
 */
export function useSessionElsewhere(wanted: boolean, onFound: (person: Self) => void) {
  async function look(): Promise<boolean> {
    // Without an answer it is asked again at the next return; until then the form is there.
    const reply = await call('getSession').catch(() => null)
    if (reply?.person) onFound(reply.person)
    return Boolean(reply?.person)
  }

  const onReturn = useEffectEvent(() => {
    if (document.visibilityState === 'visible') void look()
  })
  useEffect(() => {
    if (!wanted) return
    const listener = () => onReturn()
    addEventListener('focus', listener)
    return () => removeEventListener('focus', listener)
  }, [wanted])

  return look
}
