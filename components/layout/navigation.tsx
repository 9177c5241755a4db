import { useTranslations } from 'next-intl'
import { Menu, MenuChevron } from '@/components/ui/menu'
import { hasPermission, type Role } from '@/lib/shared/access/roles'
import { NavigationLink } from './navigation-link'
import { administrationPages, mainPages, type NavigationPage } from './pages'

const CURRENT_CLASS =
  '[:has([aria-current])>&]:font-medium [:has([aria-current])>&]:text-ink [:has([aria-current])>&]:underline [:has([aria-current])>&]:decoration-2 [:has([aria-current])>&]:decoration-accent [:has([aria-current])>&]:underline-offset-6'

/** Links to the pages that a role can see, those of administration in a menu. */
export function Navigation({ role }: { role: Role }) {
  const t = useTranslations('nav')
  const tPages = useTranslations('pages')
  const linksTo = (pages: readonly NavigationPage[]) =>
    pages
      .filter(({ action }) => hasPermission(role, action))
      .map(({ name, href }) => (
        <NavigationLink key={name} href={href}>
          {tPages(name)}
        </NavigationLink>
      ))
  const administration = linksTo(administrationPages)
  return (
    <nav
      aria-label={t('label')}
      className="relative order-last -mx-2 flex basis-full flex-wrap md:order-none md:basis-auto max-md:[&>details]:static"
    >
      {linksTo(mainPages)}
      {administration.length > 0 ? (
        <Menu>
          <summary
            className={`flex list-none items-center gap-1 rounded-md px-2 py-1 text-muted text-sm hover:bg-hover hover:text-ink [&::-webkit-details-marker]:hidden ${CURRENT_CLASS}`}
          >
            {t('administration')}
            <MenuChevron />
          </summary>
          <div className="absolute z-30 mt-1 flex w-48 flex-col rounded-md border border-line bg-surface p-1.5 shadow-lg max-md:start-2 [&>a]:py-2">
            {administration}
          </div>
        </Menu>
      ) : null}
    </nav>
  )
}
