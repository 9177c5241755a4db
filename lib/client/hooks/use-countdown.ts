import { useEffect, useEffectEvent, useState } from 'react'

/** Counts down once a second from `seconds` and calls `onEnd` at 0. Null means no countdown. */
export function useCountdown(seconds: number | null, onEnd: () => void): number | null {
  const [current, setCurrent] = useState(seconds)
  const end = useEffectEvent(onEnd)
  useEffect(() => {
    setCurrent(seconds)
    if (seconds === null) return
    const endTime = performance.now() + seconds * 1_000
    const timer = setInterval(() => {
      const secondsLeft = Math.ceil((endTime - performance.now()) / 1_000)
      setCurrent(Math.max(secondsLeft, 0))
      if (secondsLeft > 0) return
      clearInterval(timer)
      end()
    }, 1_000)
    return () => clearInterval(timer)
  }, [seconds])
  return current
}
