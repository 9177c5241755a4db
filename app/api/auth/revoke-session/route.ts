import { on, route } from '@/lib/server/http/route'
import { revokeSession } from '@/lib/server/services/auth/account'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.revokeSession, revokeSession),
)
