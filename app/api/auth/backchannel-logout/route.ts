import { createRoute, handleRaw } from '@/lib/server/http/route'
import { endProviderSessions } from '@/lib/server/services/account/backchannel-logout'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handleRaw(endpoints.endProviderSessions, endProviderSessions),
)
