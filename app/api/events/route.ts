import { createRoute, handleRaw } from '@/lib/server/http/route'
import { watchTopics } from '@/lib/server/services/room-events'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handleRaw(endpoints.watchTopics, watchTopics),
)
