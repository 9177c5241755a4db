import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { useDraftCounts } from '../form/use-draft-counts'

/** Someone wants to leave an unsaved draft, and has to decide. */
export type LeaveRequest = { onStay: () => void; onLeave: () => void }

/**
 * Asks before the user leaves an unsaved draft: the browser asks when the tab is closed, a dialog
 * asks for links inside the console and for buttons marked with `data-leaves`. Returns the request
 * that the dialog must show, or null.
 */
export function useLeaveGuard(): LeaveRequest | null {
  const hasDraft = useDraftCounts().total > 0
  const router = useRouter()
  const [target, setTarget] = useState<Route | HTMLElement | null>(null)
  const hasConfirmed = useRef(false)

  useEffect(() => {
    if (!hasDraft) return
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!hasConfirmed.current) event.preventDefault()
    }
    const onClick = (event: MouseEvent) => {
      // A new click by the user needs a new decision, because the confirmed one may have failed.
      if (event.isTrusted) hasConfirmed.current = false
      const target = hasConfirmed.current ? null : (findLeaveButton(event) ?? findLinkPath(event))
      if (target === null) return
      event.preventDefault()
      event.stopPropagation()
      setTarget(target)
    }
    addEventListener('beforeunload', onUnload)
    document.addEventListener('click', onClick, { capture: true })
    return () => {
      removeEventListener('beforeunload', onUnload)
      document.removeEventListener('click', onClick, { capture: true })
    }
  }, [hasDraft])

  function leave(target: Route | HTMLElement) {
    if (typeof target === 'string') return router.push(target)
    hasConfirmed.current = true
    setTarget(null)
    target.click()
  }

  if (target === null) return null
  return { onStay: () => setTarget(null), onLeave: () => leave(target) }
}

function findLeaveButton({ target }: MouseEvent): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-leaves]') : null
}

/** The path that a plain click on a link inside the console would open in this tab, else null. */
function findLinkPath(event: MouseEvent): Route | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return null
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement) || link.target === '_blank') return null
  const { origin, pathname, search, hash } = new URL(link.href)
  if (origin !== location.origin || (pathname === location.pathname && hash)) return null
  return `${pathname}${search}${hash}` as Route
}
