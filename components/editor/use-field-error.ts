import { useTranslations } from 'next-intl'
import type { FieldError } from 'react-hook-form'
import { type ProblemCode, problemCodes } from '@/lib/shared/problems'

/** The sentence above a field: a fact about its text, else what the server said of it until it is edited. */
export function useFieldError(
  fact: ProblemCode | undefined,
  said: FieldError | undefined,
  bytes: number,
  limit: number,
): string | undefined {
  const t = useTranslations('problems')
  const code = fact ?? (said?.type === 'server' ? codeOf(said.message) : undefined)
  return code && t(code, { bytes, limit, over: bytes - limit })
}

const codeOf = (message: string | undefined) => problemCodes.find((code) => code === message)
