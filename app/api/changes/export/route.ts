import { raw, route } from '@/lib/server/http/route'
import { exportChanges } from '@/lib/server/services/export/export'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  raw(endpoints.exportChanges, exportChanges),
)
