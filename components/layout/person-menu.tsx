import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/buttons/button-class'
import { Link } from '@/components/ui/link'
import { Menu, MenuChevron } from '@/components/ui/menu'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'
import { SignOut } from './sign-out'

const ITEM_CLASS = 'flex min-h-9 w-full items-center rounded-md px-2.5 hover:bg-hover'

/** The menu of the signed-in person. Narrow screens show `children` in it, not in the header. */
export function PersonMenu({
  currentUser,
  children,
}: {
  currentUser: CurrentUser
  children: ReactNode
}) {
  const t = useTranslations('nav')
  const tPages = useTranslations('pages')
  const role = t(`roles.${currentUser.role}`)
  return (
    <Menu>
      <summary
        aria-label={t('menu', { name: currentUser.name, role })}
        className={`${buttonClass('quiet', 'small')} max-w-40 list-none max-sm:max-w-32 [&::-webkit-details-marker]:hidden`}
      >
        <bdi className="min-w-0 truncate">{currentUser.name}</bdi>
        <MenuChevron />
      </summary>
      <div className="absolute end-0 z-30 mt-1 w-64 max-w-[calc(100vw-2rem)] rounded-md border border-line bg-surface p-1.5 shadow-lg">
        <p className="border-line border-b px-2.5 pt-1 pb-2">
          <bdi className="block break-words font-medium">{currentUser.name}</bdi>
          <bdi className="block break-all text-muted text-sm">{currentUser.email}</bdi>
          <span className="text-muted text-sm">{role}</span>
        </p>
        <div className="py-1.5 sm:hidden">{children}</div>
        <Link href="/account" variant="plain" prefetch={false} className={ITEM_CLASS}>
          {tPages('account')}
        </Link>
        <SignOut className={ITEM_CLASS} />
      </div>
    </Menu>
  )
}
