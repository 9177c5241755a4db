import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { Account } from '@/components/account/account'
import { pageContext } from '@/lib/server/http/page'
import { densityFrom } from '@/lib/shared/appearance/density'
import { themeFrom } from '@/lib/shared/appearance/theme'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account')
  return { title: t('title') }
}

export default async function AccountPage() {
  await pageContext()
  const kept = await cookies()
  const theme = themeFrom(kept.get('theme')?.value)
  const density = densityFrom(kept.get('density')?.value)
  return <Account theme={theme} density={density} />
}
