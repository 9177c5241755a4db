import 'server-only'
import * as z from 'zod/mini'
import { roles } from '@/lib/shared/access/roles'
import people from './demo-people.json'

const demoPersonSchema = z.object({
  email: z.string(),
  password: z.string(),
  name: z.string(),
  role: z.enum(roles),
})
export type DemoPerson = z.infer<typeof demoPersonSchema>

/**
 * One account per role, with public passwords; empty outside the demo. `lib/scripts/demo.mjs` reads
 * the same file.
 */
export function listDemoPeople({ demo }: { demo: boolean }): DemoPerson[] {
  return demo ? z.array(demoPersonSchema).parse(people) : []
}
