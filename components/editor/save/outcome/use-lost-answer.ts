import { useEffect, useEffectEvent } from 'react'
import { problemFrom, type Sent } from '@/lib/client/api/metadata-queries'
import { useLostSave } from '@/lib/client/api/save-queries'
import type { Problem } from '@/lib/shared/api/problem'
import type { Change } from '@/lib/shared/changes/change'

/**
 * Asks what became of a save whose answer never came, until it is known. `onAnswer` gets what the save's own answer
 * would have been. True: as far as the server knows, that save has not arrived.
 */
export function useLostAnswer(
  slug: string,
  sent: Sent | null,
  onAnswer: (sent: Sent, answer: Change | Problem) => void,
): boolean {
  const { data, error } = useLostSave(slug, sent)
  const answer = useEffectEvent((told: Change | Problem) => {
    if (sent) onAnswer(sent, told)
  })
  useEffect(() => {
    if (data) answer(data.change)
  }, [data])
  useEffect(() => {
    // With a change in it, it is the save's own problem; without, the asking failed.
    if (error?.details.change) answer(problemFrom(error))
  }, [error])
  return error?.code === 'request.not-found'
}
