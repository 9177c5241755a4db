import 'server-only'
import type { Self } from '@/lib/shared/auth-endpoints'
import type { Session } from '../store/sessions'

/** Whose session it is, as they may know themselves. */
export function selfOf({ person }: Session): Self {
  const { id, email, name, role, secondFactor, mustChangePassword, hasPassword } = person
  return { id, email, name, role, secondFactor, mustChangePassword, hasPassword }
}
