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

/** One account per role, for everybody to see; nobody outside the demo. The list is also read by `lib/scripts/demo.mjs`. */
export function demoPeopleOf({ demo }: { demo: boolean }): DemoPerson[] {
  return demo ? z.array(demoPersonSchema).parse(people) : []
}
