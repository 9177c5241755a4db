import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { AccountView } from '@/components/account/account-view'
import { PageMessages } from '@/components/ui/page-messages'
import { pageContext } from '@/lib/server/http/page'
import { pickMessages } from '@/lib/server/http/page-messages'
import { parseDensity, parseTheme } from '@/lib/shared/appearance'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account')
  return { title: t('title') }
}

export default async function AccountPage() {
  await pageContext()
  const cookieStore = await cookies()
  const theme = parseTheme(cookieStore.get('theme')?.value)
  const density = parseDensity(cookieStore.get('density')?.value)
  return (
    <PageMessages messages={await pickMessages('account', 'problems')}>
      <AccountView theme={theme} density={density} />
    </PageMessages>
  )
}
