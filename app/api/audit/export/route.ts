import { createRoute, handleRaw } from '@/lib/server/http/route'
import { exportAudit } from '@/lib/server/services/export/export-audit'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handleRaw(endpoints.exportAudit, exportAudit),
)
