import { getTranslations } from 'next-intl/server'
import { Link } from '@/components/ui/link'
import { PageTitle } from '@/components/ui/page-title'
import { iso } from '@/components/ui/rich-text-tags'
import { readCurrentUser } from '@/lib/server/http/page'

/** Shown with status 403 when the role does not allow the page. */
export default async function Forbidden() {
  const t = await getTranslations()
  const currentUser = await readCurrentUser()
  return (
    <div className="space-y-3">
      <title>{`${t('nav.forbiddenTitle')} · ${t('app.name')}`}</title>
      <PageTitle>{t('nav.forbiddenTitle')}</PageTitle>
      {currentUser ? (
        <p>
          {t.rich('nav.forbidden', {
            name: currentUser.name,
            role: t(`nav.roles.${currentUser.role}`),
            iso,
          })}{' '}
          {t('nav.forbiddenNext')}
        </p>
      ) : null}
      <Link href="/rooms" variant="primary">
        {t('app.toRooms')}
      </Link>
    </div>
  )
}
