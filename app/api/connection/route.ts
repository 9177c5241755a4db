import { on, route } from '@/lib/server/http/route'
import { readConnection } from '@/lib/server/services/connection'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.readConnection, readConnection),
)
