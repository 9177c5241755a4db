import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { SignIn } from '@/components/sign-in/sign-in'
import { demoPeopleOf } from '@/lib/server/auth/demo-people'
import { selfOnPage } from '@/lib/server/http/page'
import { runtime } from '@/lib/server/runtime/runtime'
import { returnToOf } from '@/lib/shared/access/return-to'
import { signInFailureOf } from '@/lib/shared/access/sign-in-failures'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signIn')
  return { title: t('title') }
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { returnTo: given, error } = await searchParams
  const returnTo = returnToOf(typeof given === 'string' ? given : null)
  if (await selfOnPage()) redirect(returnTo)
  const { config } = await runtime()
  return (
    <SignIn
      returnTo={returnTo}
      singleSignOn={config.auth.oidc !== null}
      demoPeople={demoPeopleOf(config)}
      failed={signInFailureOf(error)}
    />
  )
}
