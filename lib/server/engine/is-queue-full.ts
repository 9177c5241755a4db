import 'server-only'
import { Problem } from '@/lib/shared/api/problem'

/** Whether a call was refused for its caller's place in the waiting line: that says nothing to anybody else. */
export const isLineFull = (error: unknown) =>
  error instanceof Problem && error.code === 'engine.line-full'
