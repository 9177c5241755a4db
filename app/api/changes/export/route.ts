import { exportChanges } from '@/lib/server/export'
import { raw, route } from '@/lib/server/route'
import { endpoints } from '@/lib/shared/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  raw(endpoints.exportChanges, exportChanges),
)
