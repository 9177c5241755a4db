import { createRoute, handle } from '@/lib/server/http/route'
import { readRoom } from '@/lib/server/services/rooms'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.readRoom, readRoom),
)
