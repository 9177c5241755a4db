import { raw, route } from '@/lib/server/route'
import { readMetrics } from '@/lib/server/scrape'
import { endpoints } from '@/lib/shared/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  raw(endpoints.readMetrics, readMetrics),
)
