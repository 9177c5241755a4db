import { createRoute, handle } from '@/lib/server/http/route'
import { enableSecondFactor } from '@/lib/server/services/account/two-factor'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.enableSecondFactor, enableSecondFactor),
)
