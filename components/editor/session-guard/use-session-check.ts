import { useEffect, useEffectEvent } from 'react'
import { call } from '@/lib/client/api/api-client'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'

/**
 * Checks for a session when the window gets the focus, because the user may have signed in
 * elsewhere. Returns the check itself for a button; it resolves to true if there is a session.
 */
export function useSessionCheck(enabled: boolean, onSession: (user: CurrentUser) => void) {
  async function checkSession(): Promise<boolean> {
    // On failure the sign-in form stays usable, and the next focus checks again.
    const session = await call('getSession').catch(() => null)
    if (session?.person) onSession(session.person)
    return Boolean(session?.person)
  }

  const onFocus = useEffectEvent(() => {
    if (document.visibilityState === 'visible') void checkSession()
  })
  useEffect(() => {
    if (!enabled) return
    const listener = () => onFocus()
    addEventListener('focus', listener)
    return () => removeEventListener('focus', listener)
  }, [enabled])

  return checkSession
}
