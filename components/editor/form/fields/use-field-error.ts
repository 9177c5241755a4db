import { useTranslations } from 'next-intl'
import type { FieldError } from 'react-hook-form'
import type { ProblemCode } from '@/lib/shared/api/problem-codes'

/** The error message of a field: from the local check, else from the server until the next edit. */
export function useFieldError(
  localCode: ProblemCode | undefined,
  serverError: FieldError | undefined,
  bytes: number,
  limit: number,
): string | undefined {
  const t = useTranslations('problems')
  // The form stores the server's code as a string; the table of all codes would enlarge the page.
  const code = localCode ?? (serverError?.type === 'server' ? serverError.message : undefined)
  return code && t.has(code) ? t(code, { bytes, limit, over: bytes - limit }) : undefined
}
