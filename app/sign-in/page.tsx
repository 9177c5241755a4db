import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { SignInView } from '@/components/sign-in/sign-in-view'
import { listDemoPeople } from '@/lib/server/auth/demo-people'
import { readCurrentUser } from '@/lib/server/http/page'
import { getRuntime } from '@/lib/server/runtime/runtime'
import { toReturnPath } from '@/lib/shared/access/return-path'
import { parseSignInFailure } from '@/lib/shared/access/sign-in-failures'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signIn')
  return { title: t('title') }
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { returnTo: requestedPath, error, step } = await searchParams
  const returnTo = toReturnPath(typeof requestedPath === 'string' ? requestedPath : null)
  if (await readCurrentUser()) redirect(returnTo)
  const { config } = await getRuntime()
  return (
    <SignInView
      returnTo={returnTo}
      singleSignOn={config.auth.oidc !== null}
      demoPeople={listDemoPeople(config)}
      failure={parseSignInFailure(error)}
      needsCode={step === 'code'}
    />
  )
}
