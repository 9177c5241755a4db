import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Problem } from '@/lib/shared/api/problem'
import { problemFrom } from '../api/metadata-queries'
import { announce } from '../browser/announce'

/**
 * One act of a small form: whether it is under way, and the problem it came to. `attempt` resolves to true when the
 * act went through; a press while it is under way is no second act.
 */
export function useAttempt() {
  const sentence = useTranslations('problems')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function attempt(act: () => Promise<unknown>): Promise<boolean> {
    if (busy) return false
    setBusy(true)
    try {
      await act()
      setProblem(null)
      return true
    } catch (error) {
      const met = problemFrom(error)
      setProblem(met)
      announce(sentence(met.code, met.details.params), 'assertive')
      return false
    } finally {
      setBusy(false)
    }
  }

  return { busy, problem, attempt, forget: () => setProblem(null) }
}
