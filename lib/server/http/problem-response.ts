import 'server-only'
import { createTranslator } from 'use-intl/core'
import type { Envelope } from '@/lib/shared/api/envelope'
import type { Problem } from '@/lib/shared/api/problem'
import { type ProblemCode, type ProblemParams, problems } from '@/lib/shared/api/problem-codes'
import messages from '@/lib/shared/i18n/messages/parts/en.json'

const translate = createTranslator({ locale: 'en', messages, namespace: 'problems' })

/** The HTTP status and the error envelope of a problem; `ref` identifies the request in the log. */
export function toEnvelope(problem: Problem, ref: string): { status: number; body: Envelope } {
  const { code, details } = problem
  const entries = details.entries?.map((entry) => ({
    ...entry,
    message: englishMessage(entry.code, entry.params),
  }))
  const message = englishMessage(code, details.params)
  const body: Envelope = { error: { code, message, ...details, entries, ref } }
  return { status: problems[code].status, body }
}

/** The log names the address in use and the configured one, which an administrator has to compare. */
export const isWrongAddress = ({ code }: Problem) =>
  code === 'request.wrong-origin' || code === 'request.wrong-host'

/** API clients get English; the browser translates the code itself. */
function englishMessage(code: ProblemCode, params: ProblemParams = {}): string {
  return translate(code, params)
}
