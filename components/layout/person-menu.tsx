import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/buttons/button-class'
import type { Self } from '@/lib/shared/api/auth-endpoints'
import { Menu } from './menu'
import { SignOut } from './sign-out'

const LINE = 'flex min-h-9 w-full items-center rounded-md px-2.5 hover:bg-hover'

/** Who sits here, and the ways to their account and out. `children` stand here where the bar has no room for them. */
export function PersonMenu({ self, children }: { self: Self; children: ReactNode }) {
  const t = useTranslations('nav')
  const role = t(`roles.${self.role}`)
  return (
    <Menu>
      <summary
        aria-label={t('menu', { name: self.name, role })}
        className={`${buttonClass('quiet', 'small')} max-w-40 list-none max-sm:max-w-32 [&::-webkit-details-marker]:hidden`}
      >
        <bdi className="min-w-0 truncate">{self.name}</bdi>
        <svg aria-hidden="true" viewBox="0 0 10 6" className="w-2.5 shrink-0 text-muted">
          <path d="m1 1 4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </summary>
      <div className="absolute end-0 z-30 mt-1 w-64 max-w-[calc(100vw-2rem)] rounded-md border border-line bg-surface p-1.5 shadow-lg">
        <p className="border-line border-b px-2.5 pt-1 pb-2">
          <bdi className="block break-words font-medium">{self.name}</bdi>
          <bdi className="block break-all text-muted text-sm">{self.email}</bdi>
          <span className="text-muted text-sm">{role}</span>
        </p>
        <div className="py-1.5 sm:hidden">{children}</div>
        <Link href="/account" prefetch={false} className={LINE}>
          {t('account')}
        </Link>
        <SignOut className={LINE} />
      </div>
    </Menu>
  )
}
