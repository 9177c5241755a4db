import 'server-only'
import { createTranslator } from 'use-intl/core'
import type { Envelope } from '@/lib/shared/api/envelope'
import { Problem } from '@/lib/shared/api/problem'
import { type ProblemCode, type ProblemParams, problems } from '@/lib/shared/api/problems'
import messages from '@/lib/shared/i18n/messages/en.json'

const sentences = createTranslator({ locale: 'en', messages, namespace: 'problems' })

/** The English sentence of a problem, for API readers and logs; screens make their own from the code. */
export function sentenceOf(code: ProblemCode, params: ProblemParams = {}): string {
  return sentences(code, params)
}

/** What the outside learns of an error: ours as they are, any other as `console.failed` and nothing more. */
export function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('console.failed', { cause: error })
}

/** The envelope and status of a problem. */
export function envelopeOf(problem: Problem, ref: string): { status: number; body: Envelope } {
  const { code, details } = problem
  const entries = details.entries?.map((entry) => ({
    ...entry,
    message: sentenceOf(entry.code, entry.params),
  }))
  const message = sentenceOf(code, details.params)
  const body: Envelope = { error: { code, message, ...details, entries, ref } }
  return { status: problems[code].status, body }
}
