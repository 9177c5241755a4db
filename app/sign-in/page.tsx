import { PageTitle } from '@/components/ui/page-title'

export default function SignInPage() {
  return <PageTitle>Sign in</PageTitle>
}
