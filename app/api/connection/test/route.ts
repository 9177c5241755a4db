import { on, route } from '@/lib/server/http/route'
import { testConnection } from '@/lib/server/services/connection'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.testConnection, testConnection),
)
