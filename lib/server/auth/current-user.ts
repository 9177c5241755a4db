import 'server-only'
import type { Self } from '@/lib/shared/api/auth-endpoints'
import type { Session } from '../db/repositories/sessions'

/** Whose session it is, as they may know themselves. */
export function selfOf({ person }: Session): Self {
  const { id, email, name, role, secondFactor, mustChangePassword, hasPassword } = person
  return { id, email, name, role, secondFactor, mustChangePassword, hasPassword }
}
