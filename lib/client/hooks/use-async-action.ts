import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type Problem, toProblem } from '@/lib/shared/api/problem'
import { announce } from '../browser/announce'

/**
 * Runs the action of a small form and keeps its problem. `run` resolves to true when the action
 * succeeded. It ignores calls while an action is running.
 */
export function useAsyncAction() {
  const problemText = useTranslations('problems')
  const [isRunning, setIsRunning] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function run(action: () => Promise<unknown>): Promise<boolean> {
    if (isRunning) return false
    setIsRunning(true)
    try {
      await action()
      setProblem(null)
      return true
    } catch (error) {
      const caught = toProblem(error)
      setProblem(caught)
      announce(problemText(caught.code, caught.details.params), 'assertive')
      return false
    } finally {
      setIsRunning(false)
    }
  }

  return { isRunning, problem, run, clearProblem: () => setProblem(null) }
}
