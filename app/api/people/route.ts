import { addPerson, listPeople } from '@/lib/server/people'
import { on, route } from '@/lib/server/route'
import { endpoints } from '@/lib/shared/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.listPeople, listPeople),
  on(endpoints.addPerson, addPerson),
)
