import { createRoute, handle } from '@/lib/server/http/route'
import { readWatchers } from '@/lib/server/services/room-events'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.readWatchers, readWatchers),
)
