import { createRoute, handleRaw } from '@/lib/server/http/route'
import { exportChanges } from '@/lib/server/services/export/export-changes'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handleRaw(endpoints.exportChanges, exportChanges),
)
