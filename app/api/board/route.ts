import { createRoute, handle } from '@/lib/server/http/route'
import { readBoard } from '@/lib/server/services/board'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.readBoard, readBoard),
)
