import { on, route } from '@/lib/server/http/route'
import { listSessions } from '@/lib/server/services/auth/account'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.listSessions, listSessions),
)
