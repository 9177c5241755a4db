import { createRoute, handle } from '@/lib/server/http/route'
import { createBatch, listBatches } from '@/lib/server/services/batches'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.listBatches, listBatches),
  handle(endpoints.createBatch, createBatch),
)
