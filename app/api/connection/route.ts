import { createRoute, handle } from '@/lib/server/http/route'
import { readConnection } from '@/lib/server/services/connection'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.readConnection, readConnection),
)
