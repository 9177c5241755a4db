import { on, route } from '@/lib/server/http/route'
import { readMetadata, saveMetadata } from '@/lib/server/services/metadata'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.readMetadata, readMetadata),
  on(endpoints.saveMetadata, saveMetadata),
)
