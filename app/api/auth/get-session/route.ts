import { on, route } from '@/lib/server/http/route'
import { getSession } from '@/lib/server/services/auth/sign-in'
import { endpoints } from '@/lib/shared/api/contract'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  on(endpoints.getSession, getSession),
)
