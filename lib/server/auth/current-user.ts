import 'server-only'
import type { CurrentUser } from '@/lib/shared/api/auth-endpoints'
import type { Session } from '../db/repositories/people/sessions'

/** The signed-in person, in the shape that the API returns. */
export function toCurrentUser({ person }: Session): CurrentUser {
  const { id, email, name, role, secondFactor, mustChangePassword, hasPassword } = person
  return { id, email, name, role, secondFactor, mustChangePassword, hasPassword }
}
