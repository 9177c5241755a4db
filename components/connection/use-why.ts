import { useTranslations } from 'next-intl'
import type { ProblemCode } from '@/lib/shared/api/problems'

/** What a fault of a call means to whoever looks after the connection: the usual sentence is for somebody who saves. */
export function useWhy(): (code: ProblemCode) => string {
  const t = useTranslations('connection.why')
  return (code) => (t.has(code) ? t(code) : t('other'))
}
