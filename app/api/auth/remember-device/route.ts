import { createRoute, handle } from '@/lib/server/http/route'
import { rememberDevice } from '@/lib/server/services/account/remember-device'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.rememberDevice, rememberDevice),
)
