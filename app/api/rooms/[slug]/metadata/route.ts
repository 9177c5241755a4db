import { createRoute, handle } from '@/lib/server/http/route'
import { readMetadata, saveMetadata } from '@/lib/server/services/metadata'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.readMetadata, readMetadata),
  handle(endpoints.saveMetadata, saveMetadata),
)
