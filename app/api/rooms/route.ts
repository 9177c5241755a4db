import { createRoute, handle } from '@/lib/server/http/route'
import { listRooms } from '@/lib/server/services/rooms'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.listRooms, listRooms),
)
