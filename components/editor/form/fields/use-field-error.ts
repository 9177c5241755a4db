import type { FieldError } from 'react-hook-form'
import type { ProblemCode } from '@/lib/shared/api/problem-codes'
import { useEditor } from '../../editor-context'

/** The error message of a field: from the local check, else from the server until the next edit. */
export function useFieldError(
  localCode: ProblemCode | undefined,
  serverError: FieldError | undefined,
  bytes: number,
  limit: number,
): string | undefined {
  const { problemText } = useEditor()
  // The form stores the server's code as a string; the table of all codes would enlarge the page.
  const code = localCode ?? (serverError?.type === 'server' ? serverError.message : undefined)
  return code && problemText.has(code)
    ? problemText(code, { bytes, limit, over: bytes - limit })
    : undefined
}
