import { raw, route } from '@/lib/server/route'
import { finishSingleSignOn } from '@/lib/server/single-sign-on'
import { endpoints } from '@/lib/shared/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  raw(endpoints.finishSingleSignOn, finishSingleSignOn),
)
