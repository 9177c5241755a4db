import { revokeSession } from '@/lib/server/account'
import { on, route } from '@/lib/server/route'
import { endpoints } from '@/lib/shared/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.revokeSession, revokeSession),
)
