import 'server-only'
import * as z from 'zod/mini'
import { isUnsafeName } from '@/lib/shared/access/person-name'
import { Problem } from '@/lib/shared/api/problem'

const emailSchema = z.email()

/** Throws `person.not-an-email`. */
export function assertEmail(email: string): void {
  if (!emailSchema.safeParse(email).success) throw new Problem('person.not-an-email')
}

/** Throws `request.malformed` for characters that break a line or change the direction of text. */
export function assertSafeName(name: string): void {
  if (isUnsafeName(name)) throw new Problem('request.malformed', { params: { field: 'name' } })
}
