import { raw, route } from '@/lib/server/http/route'
import { readMetrics } from '@/lib/server/services/metrics-endpoint'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  raw(endpoints.readMetrics, readMetrics),
)
