import { createRoute, handle } from '@/lib/server/http/route'
import { turnOffTwoFactor } from '@/lib/server/services/people'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.turnOffTwoFactor, turnOffTwoFactor),
)
