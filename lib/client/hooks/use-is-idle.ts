import { useEffect, useState } from 'react'
import { runWhenIdle } from '../browser/idle'

/** Whether the page has been idle since the component was mounted: what can wait loads then. */
export function useIsIdle(): boolean {
  const [isIdle, setIsIdle] = useState(false)
  useEffect(() => runWhenIdle(() => setIsIdle(true)), [])
  return isIdle
}
