import { useTranslations } from 'next-intl'
import { hasPermission, type Role } from '@/lib/shared/access/roles'
import { NavigationLink } from './navigation-link'
import { pages } from './pages'

/** Links to the pages that a role can see. */
export function Navigation({ role }: { role: Role }) {
  const t = useTranslations('nav')
  return (
    <nav
      aria-label={t('label')}
      className="order-last -mx-2 flex basis-full flex-wrap md:order-none md:basis-auto"
    >
      {pages
        .filter(({ action }) => hasPermission(role, action))
        .map(({ name, href }) => (
          <NavigationLink key={name} href={href}>
            {t(name)}
          </NavigationLink>
        ))}
    </nav>
  )
}
