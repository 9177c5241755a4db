import { createRoute, handle } from '@/lib/server/http/route'
import { reauthenticate } from '@/lib/server/services/account/reauthenticate'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.reauthenticate, reauthenticate),
)
