'use client'

import { ChevronDown } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { buttonClass } from '@/components/ui/button'
import { announce } from '@/lib/client/announce'
import { call } from '@/lib/client/api'
import type { Self } from '@/lib/shared/auth-endpoints'

const LINE = 'flex min-h-9 w-full items-center rounded-md px-2.5 hover:bg-hover'

/** Who sits here, and the ways to their account and out. It opens without any code of ours; closing takes a little. */
export function PersonMenu({ self, children }: { self: Self; children: ReactNode }) {
  const t = useTranslations('nav')
  const menu = useRef<HTMLDetailsElement>(null)
  const [failed, setFailed] = useState(false)
  const role = t(`roles.${self.role}`)

  useEffect(() => {
    const close = () => menu.current?.removeAttribute('open')
    const onPointer = (event: Event) => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) close()
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !menu.current?.open) return
      close()
      menu.current.querySelector('summary')?.focus()
    }
    document.addEventListener('pointerdown', onPointer)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', onPointer)
      document.removeEventListener('keydown', onKey)
    }
  }, [])

  async function signOut() {
    setFailed(false)
    try {
      await call('signOut')
      // The whole page anew: nothing of this person stays in its memory.
      location.assign('/sign-in')
    } catch {
      setFailed(true)
      announce(t('signOutFailed'), 'assertive')
    }
  }

  return (
    <details ref={menu} className="relative">
      <summary
        aria-label={t('menu', { name: self.name, role })}
        className={`${buttonClass('quiet', 'small')} max-w-40 list-none [&::-webkit-details-marker]:hidden`}
      >
        <bdi className="min-w-0 truncate">{self.name}</bdi>
        <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted" />
      </summary>
      <div className="absolute end-0 z-30 mt-1 w-64 max-w-[calc(100vw-2rem)] rounded-md border border-line bg-surface p-1.5 shadow-lg">
        <p className="border-line border-b px-2.5 pt-1 pb-2">
          <bdi className="block break-words font-medium">{self.name}</bdi>
          <bdi className="block break-all text-muted text-sm">{self.email}</bdi>
          <span className="text-muted text-sm">{role}</span>
        </p>
        <div className="py-1.5 sm:hidden">{children}</div>
        <Link
          href="/account"
          prefetch={false}
          className={LINE}
          onClick={() => menu.current?.removeAttribute('open')}
        >
          {t('account')}
        </Link>
        <button type="button" data-leaves className={LINE} onClick={signOut}>
          {t('signOut')}
        </button>
        {failed ? <p className="px-2.5 py-1 text-bad text-sm">{t('signOutFailed')}</p> : null}
      </div>
    </details>
  )
}
