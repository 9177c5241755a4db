import { useEffect, useEffectEvent, useState } from 'react'

/** Seconds left of `seconds`, told anew each second; `onEnd` is called when none is. Null counts nothing. */
export function useCountdown(seconds: number | null, onEnd: () => void): number | null {
  const [left, setLeft] = useState(seconds)
  const end = useEffectEvent(onEnd)
  useEffect(() => {
    setLeft(seconds)
    if (seconds === null) return
    const until = performance.now() + seconds * 1_000
    const timer = setInterval(() => {
      const rest = Math.ceil((until - performance.now()) / 1_000)
      setLeft(Math.max(rest, 0))
      if (rest > 0) return
      clearInterval(timer)
      end()
    }, 1_000)
    return () => clearInterval(timer)
  }, [seconds])
  return left
}
