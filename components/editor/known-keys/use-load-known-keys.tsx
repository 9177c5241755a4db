import { useQuery } from '@tanstack/react-query'
import { type ComponentType, Suspense, useEffect, useState } from 'react'
import { loadPart } from '@/components/ui/part-loading'
import { catalogueQuery } from '@/lib/client/api/catalogue-queries'
import { runWhenIdle } from '@/lib/client/browser/idle'
import type { KnownKeyParts, KnownKeys } from './known-keys-context'

const importParts = () =>
  import('../form/fields/value-parts').then((module) => module.knownKeyParts)

/**
 * Loads the key catalogue and what shows it once the page is idle. Until then, rows are text: the
 * review and the server check values anyway.
 */
export function useLoadKnownKeys(): KnownKeys | null {
  const [parts, setParts] = useState<KnownKeyParts | null>(null)
  useEffect(() => runWhenIdle(() => void loadParts().then(setParts)), [])
  const { data } = useQuery({ ...catalogueQuery, enabled: parts !== null })
  return parts && data && data.keys.length > 0 ? { keys: data.keys, parts } : null
}

/** Not with `next/dynamic`, whose first render is empty: a row changes only when all is there. */
async function loadParts(): Promise<KnownKeyParts> {
  const [KeyHint, ValueControl] = await Promise.all([
    loadPart(() => importParts().then((parts) => parts.KeyHint))(),
    loadPart(() => importParts().then((parts) => parts.ValueControl))(),
  ])
  const parts = await importParts()
  return { ...parts, KeyHint: inSuspense(KeyHint), ValueControl: inSuspense(ValueControl) }
}

/** A part waits for its messages after the language was changed. */
const inSuspense =
  <Props extends object>(Part: ComponentType<Props>) =>
  (props: Props) => (
    <Suspense fallback={null}>
      <Part {...props} />
    </Suspense>
  )
