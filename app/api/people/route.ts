import { on, route } from '@/lib/server/http/route'
import { addPerson, listPeople } from '@/lib/server/services/people'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.listPeople, listPeople),
  on(endpoints.addPerson, addPerson),
)
