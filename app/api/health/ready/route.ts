import { on, route } from '@/lib/server/http/route'
import { readReady } from '@/lib/server/services/health'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.readReady, readReady),
)
