import { useTranslations } from 'next-intl'
import type { FieldError } from 'react-hook-form'
import type { ProblemCode } from '@/lib/shared/api/problems'

/** The sentence above a field: a fact about its text, else what the server said of it until it is edited. */
export function useFieldError(
  fact: ProblemCode | undefined,
  said: FieldError | undefined,
  bytes: number,
  limit: number,
): string | undefined {
  const t = useTranslations('problems')
  // What the server said was kept as its code; the table of all codes is not worth its bytes here.
  const code = fact ?? (said?.type === 'server' ? said.message : undefined)
  return code && t.has(code) ? t(code, { bytes, limit, over: bytes - limit }) : undefined
}
