import { createRoute, handle } from '@/lib/server/http/route'
import { readLive } from '@/lib/server/services/probes'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.readLive, readLive),
)
