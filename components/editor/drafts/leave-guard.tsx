'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { lazily } from '@/components/ui/lazily'
import { useDraftCounts } from '../form/draft-counts'

const LeaveDialog = lazily(() => import('./leave-dialog').then((module) => module.LeaveDialog))

/**
 * While there is a draft, leaving asks first: closing the tab by the browser, a link of ours by a dialog, and so a
 * button that says by `data-leaves` that it leads away. Not one of the parts that come later: the wrong click may come
 * right after the first letter.
 */
export function LeaveGuard() {
  const dirty = useDraftCounts().all > 0
  const router = useRouter()
  const [target, setTarget] = useState<string | HTMLElement | null>(null)
  const decided = useRef(false)

  useEffect(() => {
    if (!dirty) return
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!decided.current) event.preventDefault()
    }
    const onClick = (event: MouseEvent) => {
      // A press by hand after that is another decision: the first one may have failed.
      if (event.isTrusted) decided.current = false
      const target = decided.current ? null : (buttonLeftBy(event) ?? linkLeftBy(event))
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
  }, [dirty])

  function leave(by: string | HTMLElement) {
    if (typeof by === 'string') return router.push(by)
    decided.current = true
    setTarget(null)
    by.click()
  }

  if (target === null) return null
  return <LeaveDialog onStay={() => setTarget(null)} onLeave={() => leave(target)} />
}

function buttonLeftBy({ target }: MouseEvent): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-leaves]') : null
}

/** The address a plain click on a link of ours would lead to in this tab, else null. */
function linkLeftBy(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return null
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement) || link.target === '_blank') return null
  const { origin, pathname, search, hash } = new URL(link.href)
  if (origin !== location.origin || (pathname === location.pathname && hash)) return null
  return `${pathname}${search}${hash}`
}
