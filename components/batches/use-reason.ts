import { useTranslations } from 'next-intl'
import type { ProblemCode, ProblemParams } from '@/lib/shared/api/problem-codes'

/** Why a room was not saved. Other messages of problems speak of the text in an editor. */
export function useReason(): (code: ProblemCode, params?: ProblemParams) => string {
  const t = useTranslations()
  return (code, params) =>
    t(t.has(`batches.reasons.${code}`) ? `batches.reasons.${code}` : `problems.${code}`, params)
}
