import { useTranslations } from 'next-intl'
import { may, type Role } from '@/lib/shared/access/roles'
import { NavigationLink } from './navigation-link'
import { pages } from './pages'

/** The pages that this role may see, and which of them this is. */
export function Navigation({ role }: { role: Role }) {
  const t = useTranslations('nav')
  return (
    <nav
      aria-label={t('label')}
      className="order-last -mx-2 flex basis-full flex-wrap md:order-none md:basis-auto"
    >
      {pages
        .filter(({ action }) => may(role, action))
        .map(({ name, href }) => (
          <NavigationLink key={name} href={href}>
            {t(name)}
          </NavigationLink>
        ))}
    </nav>
  )
}
