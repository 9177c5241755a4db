'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { may, type Role } from '@/lib/shared/roles'
import { pages } from './pages'

/** The pages that this role may see, and which of them this is. */
export function Navigation({ role }: { role: Role }) {
  const t = useTranslations('nav')
  const path = usePathname()
  return (
    <nav
      aria-label={t('label')}
      className="order-last -mx-2 flex basis-full flex-wrap md:order-none md:basis-auto"
    >
      {pages
        .filter(({ action }) => may(role, action))
        .map(({ name, href }) => (
          <Link
            key={name}
            href={href}
            prefetch={false}
            aria-current={path === href ? 'page' : path.startsWith(`${href}/`) ? 'true' : undefined}
            className="rounded-md px-2 py-1 text-muted text-sm hover:bg-hover hover:text-ink aria-[current]:font-medium aria-[current]:text-ink aria-[current]:underline aria-[current]:decoration-2 aria-[current]:decoration-accent aria-[current]:underline-offset-6"
          >
            {t(name)}
          </Link>
        ))}
    </nav>
  )
}
