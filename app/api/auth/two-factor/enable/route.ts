import { on, route } from '@/lib/server/http/route'
import { enableSecondFactor } from '@/lib/server/services/auth/two-factor'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.enableSecondFactor, enableSecondFactor),
)
