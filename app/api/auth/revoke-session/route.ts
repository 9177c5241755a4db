import { createRoute, handle } from '@/lib/server/http/route'
import { revokeSession } from '@/lib/server/services/account/account'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.revokeSession, revokeSession),
)
