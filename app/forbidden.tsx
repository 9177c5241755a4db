import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { buttonClass } from '@/components/ui/buttons/button-class'
import { PageTitle } from '@/components/ui/page-title'
import { selfOnPage } from '@/lib/server/http/page'

/** A page that a role may not see; with status 403. */
export default async function Forbidden() {
  const t = await getTranslations()
  const self = await selfOnPage()
  return (
    <div className="space-y-3">
      <title>{`${t('nav.forbiddenTitle')} · ${t('app.name')}`}</title>
      <PageTitle>{t('nav.forbiddenTitle')}</PageTitle>
      {self ? (
        <p>
          {t.rich('nav.forbidden', {
            name: self.name,
            role: t(`nav.roles.${self.role}`),
            iso: (name) => <bdi>{name}</bdi>,
          })}{' '}
          {t('nav.forbiddenNext')}
        </p>
      ) : null}
      <Link href="/rooms" className={buttonClass('primary')}>
        {t('app.toRooms')}
      </Link>
    </div>
  )
}
