import 'server-only'
import { Problem } from '@/lib/shared/api/problem'

/**
 * True if the request queue refused this requester's call; other requesters may still get through.
 */
export const isQueueFull = (error: unknown) =>
  error instanceof Problem && error.code === 'engine.line-full'
