import { createRoute, handle } from '@/lib/server/http/route'
import { readBatch } from '@/lib/server/services/batches'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.readBatch, readBatch),
)
