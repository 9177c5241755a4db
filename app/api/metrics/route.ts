import { createRoute, handleRaw } from '@/lib/server/http/route'
import { readMetrics } from '@/lib/server/services/probes'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handleRaw(endpoints.readMetrics, readMetrics),
)
