import { createRoute, handleRaw } from '@/lib/server/http/route'
import { finishSingleSignOn } from '@/lib/server/services/account/single-sign-on'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createRoute(
  handleRaw(endpoints.finishSingleSignOn, finishSingleSignOn),
)
