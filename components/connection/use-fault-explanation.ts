import { useTranslations } from 'next-intl'
import type { ProblemCode } from '@/lib/shared/api/problem-codes'

/** Explains a problem to administrators. The usual messages address people who save a change. */
export function useFaultExplanation(): (code: ProblemCode) => string {
  const t = useTranslations('connection.faults')
  return (code) => (t.has(code) ? t(code) : t('other'))
}
