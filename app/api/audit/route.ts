import { createRoute, handle } from '@/lib/server/http/route'
import { listAuditEntries } from '@/lib/server/services/audit'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handle(endpoints.listAuditEntries, listAuditEntries),
)
