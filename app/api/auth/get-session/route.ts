import { createRoute, handle } from '@/lib/server/http/route'
import { getSession } from '@/lib/server/services/account/sign-in'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.getSession, getSession),
)
